/** How a chart's rows may be taken away; a page and a token may each leave some out. */
export const EXPORT_FORMATS = ['csv', 'json', 'png', 'svg', 'copy'] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const isFormat = (value: unknown): value is ExportFormat =>
	(EXPORT_FORMATS as readonly unknown[]).includes(value);

export const isPicture = (format: ExportFormat): boolean => format === 'png' || format === 'svg';

export const NOTHING_YET = 'There is nothing to export yet.';
