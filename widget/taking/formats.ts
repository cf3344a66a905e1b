/** How a chart's rows may be taken away; a page and a token may each leave some out. */
export type ExportFormat = 'csv' | 'json' | 'png' | 'copy';

export const EXPORT_FORMATS: readonly ExportFormat[] = ['csv', 'json', 'png', 'copy'];

export const isFormat = (value: unknown): value is ExportFormat =>
	(EXPORT_FORMATS as readonly unknown[]).includes(value);

export const NOTHING_YET = 'There is nothing to export yet.';
