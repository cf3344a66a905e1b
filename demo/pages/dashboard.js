// A wall has to start without network; whoever looks at a dashboard has it with the page.
import { keepParts } from './keep-parts.js';

if (document.querySelector('sql-dashboard[wallboard]'))
	keepParts('/dashboard').catch((error) => console.warn('This wall cannot start without network:', error));
