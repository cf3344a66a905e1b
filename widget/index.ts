/** Everything that a program may import. Importing this registers nothing; `chartwire/define` registers the elements. */
export { acquireClient, type ChannelUpdate, type Client, type ConnectionState } from './client.ts';
export type { Dashboard, DashboardFilter, DashboardItem, DashboardTab, DashboardWall } from './dashboard-spec.ts';
export type { DataPoint, Drawing, DrawingType, Drawn, Size, Stretch, Theme } from './drawing/drawing.ts';
export type {
	ChartDataDetail,
	ChartErrorDetail,
	ChartSelectDetail,
	ChartStateDetail,
} from './elements/sql-chart/chart-events.ts';
export type { ChartPhase } from './elements/sql-chart/chart-view.ts';
export { SqlChart } from './elements/sql-chart/sql-chart.ts';
export type { DashboardTabDetail } from './elements/sql-dashboard/dashboard-events.ts';
export { SqlDashboard } from './elements/sql-dashboard/sql-dashboard.ts';
export type { EditorRunDetail } from './elements/sql-editor/editor-events.ts';
export { SqlEditor } from './elements/sql-editor/sql-editor.ts';
export type { FilterDetail } from './elements/sql-filter/filter-events.ts';
export type { FilterOptions, FilterType } from './elements/sql-filter/filter-value.ts';
export { SqlFilter } from './elements/sql-filter/sql-filter.ts';
export type { InboxOpenDetail } from './elements/sql-inbox/inbox-events.ts';
export { SqlInbox } from './elements/sql-inbox/sql-inbox.ts';
export { SqlStatus } from './elements/sql-status/sql-status.ts';
export { ChartwireError } from './errors.ts';
export type { Cell, Column, ColumnType, Params, SqlPosition, Table, Target } from './protocol.ts';
export type { Texts } from './texts/keys.ts';
export type { TokenSource } from './token-sources.ts';
