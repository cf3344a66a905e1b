/** Registers `<sql-inspector>`: a script of its own, for whoever looks after charts and not for those who view them. */
import { register } from './elements/shared/register.ts';
import { SqlInspector } from './elements/sql-inspector/sql-inspector.ts';

register('sql-inspector', SqlInspector);
