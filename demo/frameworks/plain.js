// Everything but these two lines of words is attributes.
document.addEventListener('chartwire-data', ({ detail }) => {
	const total = detail.table.data[1].reduce((sum, revenue) => sum + Number(revenue), 0);
	document.querySelector('#total').textContent = total.toFixed(0);
});
document.addEventListener('chartwire-filter', ({ detail }) => {
	document.querySelector('#chosen').textContent = detail.value ? ` for ${detail.value}` : '';
});
