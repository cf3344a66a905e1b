/** A message for an incoming webhook as Slack has it, and what takes the same (Mattermost, Rocket.Chat): Block Kit. Pure. */
import type { DeliveryMessage } from './deliveries.ts';
import type { RenderedChart } from './render.ts';
import { phrase } from './words.ts';

/** Slack refuses what is longer. */
const MOST = { header: 150, section: 3_000, field: 2_000, fields: 10, blocks: 50, alt: 2_000 };

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const MARKS = { info: '', bad: '🔴 ', good: '🟢 ' } as const;

/** Between two signs and not within one: half of a surrogate pair is JSON that receivers may refuse as a whole (RFC 8259, section 8.2). */
const cut = (text: string, most: number) =>
	text.length <= most ? text : `${text.slice(0, most - 1).replace(/\p{Cs}$/u, '')}…`;
const escaped = (text: string) => text.replace(/[&<>]/g, (sign) => SIGNS[sign] ?? sign);
const marked = (text: string, most = MOST.section) => ({ type: 'mrkdwn', text: cut(escaped(text), most) });
const section = (text: string) => ({ type: 'section', text: marked(text) });

export interface SlackContent {
	readonly message: DeliveryMessage;
	readonly charts: readonly RenderedChart[];
	/** Addresses of pictures, by place; undefined: Slack cannot fetch one. */
	readonly pictures: readonly (string | undefined)[];
	readonly cause: string;
	readonly locale: string;
}

function chartBlocks({ title, words, age }: RenderedChart, picture: string | undefined): readonly object[] {
	const text = { type: 'mrkdwn', text: cut(`*${escaped(title)}*\n${escaped(words)}`, MOST.section) };
	return [
		{ type: 'section', text },
		...(picture === undefined ? [] : [{ type: 'image', image_url: picture, alt_text: cut(words || title, MOST.alt) }]),
		...(age === '' ? [] : [{ type: 'context', elements: [marked(age)] }]),
	];
}

export function slackBody({ message, charts, pictures, cause, locale }: SlackContent): string {
	const { subject, text, link, fields = [], tone = 'info' } = message;
	const shownFields = fields.slice(0, MOST.fields).map(([name, value]) => ({
		type: 'mrkdwn',
		text: cut(`*${escaped(name)}*\n${escaped(value)}`, MOST.field),
	}));
	const ends = [
		...(link === undefined
			? []
			: [{ type: 'section', text: { type: 'mrkdwn', text: `<${link}|${phrase(locale, 'open')}>` } }]),
		{ type: 'context', elements: [marked(cause)] },
	];
	const blocks = [
		{ type: 'header', text: { type: 'plain_text', text: cut(MARKS[tone] + subject, MOST.header) } },
		...(text === '' ? [] : [section(text)]),
		...(shownFields.length === 0 ? [] : [{ type: 'section', fields: shownFields }]),
		...charts.flatMap((chart, index) => chartBlocks(chart, pictures[index])),
	];
	// The text is what a notification says; there a mark-up is one, such as that which calls everybody.
	return JSON.stringify({ text: escaped(subject), blocks: [...blocks.slice(0, MOST.blocks - ends.length), ...ends] });
}
