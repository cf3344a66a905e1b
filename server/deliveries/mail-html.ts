/**
 * A message as HTML for any mail client: tables for layout, styles on each element, and a style sheet only for what is good
 * to have, a dark background where the client has one. Pure.
 */
import type { DeliveryMessage } from './deliveries.ts';
import type { RenderedChart } from './render.ts';
import { directionOf, phrase } from './words.ts';

export interface MailContent {
	readonly message: DeliveryMessage;
	readonly charts: readonly RenderedChart[];
	/** Who has caused it, in words. */
	readonly cause: string;
	readonly locale: string;
}

/** By which the HTML names an attached picture. */
export const cidOf = (index: number): string => `chart-${index + 1}@chartwire`;

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
const lines = (text: string): string => escaped(text).replace(/\r?\n/g, '<br>');

const FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";
const TONES = { info: '#2f6fde', bad: '#b3261e', good: '#1f7a4d' } as const;

/** Clients that know no style sheet show the light colours of the elements. */
const DARK = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.page{background:#12161b!important}.card{background:#1a1f26!important;border-color:#2a3038!important}
.ink{color:#eceff2!important}.muted{color:#a0a9b4!important}.rule{border-color:#2a3038!important}
.bad{color:#ff9a8f!important}.link{color:#8ab4ff!important}}
@media (max-width:480px){.pad{padding-left:16px!important;padding-right:16px!important}.edge{padding:0!important}}`;

const row = (content: string, style = ''): string =>
	`<tr><td class="pad" style="padding:0 24px;${style}">${content}</td></tr>`;

function fieldRows(fields: DeliveryMessage['fields']): string {
	if (fields === undefined || fields.length === 0) return '';
	const cells = fields.map(
		([name, value]) =>
			`<tr><td class="muted" valign="top" style="${FONT}font-size:14px;line-height:20px;color:#59616c;padding:4px 16px 4px 0">${escaped(name)}</td><td class="ink" valign="top" style="${FONT}font-size:14px;line-height:20px;color:#16191d;padding:4px 0">${lines(value)}</td></tr>`,
	);
	return row(
		`<table role="presentation" cellpadding="0" cellspacing="0" border="0">${cells.join('')}</table>`,
		'padding-top:12px',
	);
}

function chartRow({ title, words, age, failed, picture }: RenderedChart, index: number): string {
	const image =
		picture === undefined
			? ''
			: `<img src="cid:${cidOf(index)}" width="${picture.width}" alt="${escaped(words)}" style="display:block;width:100%;max-width:${picture.width}px;height:auto;border:0;border-radius:6px;background:#ffffff">`;
	// A picture has its title in it.
	const heading =
		picture === undefined
			? `<h2 class="ink" style="${FONT}font-size:16px;line-height:24px;font-weight:600;color:#16191d;margin:0">${escaped(title)}</h2>`
			: image;
	const said = `<p class="${failed ? 'bad' : 'ink'}" style="${FONT}font-size:14px;line-height:21px;color:${failed ? TONES.bad : '#16191d'};margin:8px 0 0">${lines(words)}</p>`;
	const dated =
		age === ''
			? ''
			: `<p class="muted" style="${FONT}font-size:12px;line-height:18px;color:#59616c;margin:2px 0 0">${escaped(age)}</p>`;
	return row(heading + said + dated, 'padding-top:24px');
}

function linkRow({ link }: DeliveryMessage, locale: string): string {
	if (link === undefined) return '';
	return row(
		`<a class="link" href="${escaped(link)}" style="${FONT}font-size:14px;line-height:20px;color:#2457b8;text-decoration:underline">${phrase(locale, 'open')}</a>`,
		'padding-top:24px',
	);
}

/** Pictures are named by `cidOf`, in the order of the charts. */
export function mailHtml({ message, charts, cause, locale }: MailContent): string {
	const { subject, text, tone = 'info', fields } = message;
	const body = [
		row(
			`<h1 class="ink" style="${FONT}font-size:20px;line-height:28px;font-weight:600;color:#16191d;margin:0">${escaped(subject)}</h1>`,
			'padding-top:24px',
		),
		text === ''
			? ''
			: row(
					`<p class="ink" style="${FONT}font-size:15px;line-height:22px;color:#16191d;margin:8px 0 0">${lines(text)}</p>`,
				),
		fieldRows(fields),
		...charts.map(chartRow),
		linkRow(message, locale),
		row(
			`<p class="muted rule" style="${FONT}font-size:12px;line-height:18px;color:#59616c;margin:0;padding:12px 0 20px;border-top:1px solid #e2e5e9">${escaped(cause)}</p>`,
			'padding-top:24px',
		),
	];
	return `<!doctype html>
<html lang="${escaped(locale)}" dir="${directionOf(locale)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escaped(subject)}</title><style>${DARK}</style></head>
<body class="page" style="margin:0;padding:0;background:#f4f5f7">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f4f5f7"><tr><td class="edge" align="center" style="padding:24px 12px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:648px;background:#ffffff;border:1px solid #e2e5e9;border-top:3px solid ${TONES[tone]}">
${body.join('\n')}
</table></td></tr></table></body></html>
`;
}

/** The same as plain text. */
export function mailText({ message, charts, cause, locale }: MailContent): string {
	const { subject, text, link, fields = [] } = message;
	const parts = [
		subject,
		text,
		fields.map(([name, value]) => `${name}: ${value}`).join('\n'),
		...charts.map(({ title, words, age }) => [title, words, age].filter(Boolean).join('\n')),
		link === undefined ? '' : `${phrase(locale, 'open')}: ${link}`,
		`-- \n${cause}`,
	];
	return `${parts.filter(Boolean).join('\n\n')}\n`;
}
