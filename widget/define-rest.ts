/** Registers the elements that are not charts. */
import { register } from './elements/shared/register.ts';
import { SqlEditor } from './elements/sql-editor/sql-editor.ts';
import { SqlInbox } from './elements/sql-inbox/sql-inbox.ts';
import { SqlStatus } from './elements/sql-status/sql-status.ts';

register('sql-status', SqlStatus);
register('sql-editor', SqlEditor);
register('sql-inbox', SqlInbox);
