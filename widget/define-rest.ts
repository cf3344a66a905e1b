/** Registers the elements that are not charts. */
import { register } from './elements/shared/register.ts';
import { SqlDashboard } from './elements/sql-dashboard/sql-dashboard.ts';
import { SqlEditor } from './elements/sql-editor/sql-editor.ts';
import { SqlFilter } from './elements/sql-filter/sql-filter.ts';
import { SqlInbox } from './elements/sql-inbox/sql-inbox.ts';
import { SqlStatus } from './elements/sql-status/sql-status.ts';
import { speech } from './texts/speech.ts';

// First of all, for charts of a group wait for what their filters say.
register('sql-filter', SqlFilter);
register('sql-dashboard', SqlDashboard);
register('sql-status', SqlStatus);
register('sql-editor', SqlEditor);
register('sql-inbox', SqlInbox);

// A page that changes its language has its charts follow.
new MutationObserver(() => {
	for (const host of speech.hosts) host.requestUpdate();
}).observe(document, { subtree: true, attributes: true, attributeFilter: ['lang'] });
