// The wallboard's clock. A figure beside a clock must not lag, so it ticks at the full second.
const time = document.querySelector('[data-time]');
const date = document.querySelector('[data-date]');
const hours = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
function tick() {
	const now = new Date();
	time.textContent = hours.format(now);
	time.dateTime = now.toISOString();
	date.textContent = day.format(now);
	setTimeout(tick, 1000 - (Date.now() % 1000));
}
tick();
