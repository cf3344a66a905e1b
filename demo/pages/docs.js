// The search over the headings of all documents. Whoever has no script has the list of contents.
const MOST = 12;
const input = document.querySelector('#search');
const list = document.querySelector('.found');
const count = document.querySelector('.count');
document.querySelector('.search').classList.add('ready');

let headings;
const load = () => {
	headings ??= fetch('/docs/headings.json').then((answer) => answer.json());
	return headings;
};

const itemOf = ({ page, text, href }) => {
	const link = document.createElement('a');
	link.href = href;
	link.textContent = text;
	const item = document.createElement('li');
	item.append(link);
	if (page !== text) item.append(` ${page}`);
	return item;
};

/** Every word that was typed is in the heading, or in the title of its page. */
async function search() {
	const typed = input.value;
	const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
	const all = words.length === 0 ? [] : await load();
	if (typed !== input.value) return;
	const found = all.filter(({ page, text }) => words.every((word) => `${text} ${page}`.toLowerCase().includes(word)));
	list.replaceChildren(...found.slice(0, MOST).map(itemOf));
	count.textContent = words.length === 0 ? '' : `${found.length} found`;
}

input.addEventListener('focus', () => load(), { once: true });
input.addEventListener('input', () => search());
// On a narrow screen the list lies over the page: it makes way for where its links lead to.
const contents = document.querySelector('#contents');
contents.addEventListener('click', ({ target }) => {
	if (target.closest('a') && contents.matches(':popover-open')) contents.hidePopover();
});
