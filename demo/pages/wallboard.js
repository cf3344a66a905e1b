import { keepParts } from './keep-parts.js';

// What nobody does at a wall. First its clock: A figure beside a clock must not lag, so it ticks at the full second.
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

// Then the reload that is left when a part of the script is gone for good: only if the server has another version than
// this page, is there to answer, and has not just been reloaded from. Until then the last frames stay on the wall.
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const version = async () => {
	const answer = await fetch('/chartwire.mjs', { cache: 'no-store' });
	return answer.ok ? answer.text() : undefined;
};
const opened = version().catch(() => undefined);
const broken = new Set();
let isWaiting = false;
function lookInAMinute() {
	if (isWaiting || broken.size === 0) return;
	isWaiting = true;
	setTimeout(mend, MINUTE);
}
async function mend() {
	isWaiting = false;
	const [before, now] = [await opened, await version().catch(() => undefined)];
	const last = Number(sessionStorage.getItem('reloaded-at') ?? 0);
	const isNew = before !== undefined && now !== undefined && before !== now;
	if (broken.size > 0 && isNew && Math.abs(Date.now() - last) > HOUR) {
		sessionStorage.setItem('reloaded-at', String(Date.now()));
		location.reload();
	} else lookInAMinute();
}
addEventListener('chartwire-state', ({ target, detail }) => {
	if (detail.broken) broken.add(target);
	else broken.delete(target);
	lookInAMinute();
});

// Last what a start without network needs.
keepParts('/wallboard').catch((error) => console.warn('This wall cannot start without network:', error));
