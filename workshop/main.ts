/** The workshop: where analysts write SQL, look at what comes, and make charts of it. Loaded by the page at /workshop. */
import { WorkshopBell } from './app/inbox/workshop-bell.ts';
import { WorkshopApp } from './app/workshop-app.ts';

/** Web Awesome knows dark by a class; the page's own colours know it by the preference. */
const dark = matchMedia('(prefers-color-scheme: dark)');
const dress = (): void => {
	document.documentElement.classList.toggle('wa-dark', dark.matches);
};
dark.addEventListener('change', dress);
dress();

customElements.define('workshop-bell', WorkshopBell);
customElements.define('workshop-app', WorkshopApp);
