// The choices become the parameters of the charts; what is not chosen is left out, and its part of the SQL with it.
const form = document.querySelector('#choices');
const charts = [...document.querySelectorAll('sql-chart[data-chosen]')];
const problem = document.querySelector('#problem');

function apply() {
	const data = new FormData(form);
	const [regions, from, to] = [data.getAll('region'), data.get('from'), data.get('to')];
	problem.textContent = from && to && from > to ? 'The first day is after the last.' : '';
	if (problem.textContent) return;
	const params = {
		...(regions.length > 0 ? { regions } : {}),
		...(from || to ? { days: `${from}/${to}` } : {}),
	};
	for (const chart of charts) chart.setAttribute('params', JSON.stringify(params));
}

form.addEventListener('change', apply);
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('reset', () => setTimeout(apply));
apply();
