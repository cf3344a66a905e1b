/** How an inspector writes times, sizes and messages. */

import { say } from '../../texts/say.ts';
import { durationText } from '../shared/words.ts';
import type { Row } from './ledger.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** The viewer's time of day, to the ms: `14:03:07.120`. */
export function clockText(at: number): string {
	const date = new Date(at);
	const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
	return `${time}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

/** A count of UTF-16 units, nearly always bytes: `217 B`, `16.4 kB`. */
export function sizeText(size: number): string {
	if (size < 1000) return `${size} B`;
	return size < 1_000_000 ? `${(size / 1000).toFixed(1)} kB` : `${(size / 1_000_000).toFixed(1)} MB`;
}

/** `4 ms`, `1.2 s`. */
export function msText(ms: number | undefined, locale?: string): string {
	if (ms === undefined) return '–';
	return ms < 1000 ? say(locale, '{ms} ms', { ms: Math.round(ms) }) : durationText(ms, locale);
}

const STATUS = {
	idle: 'idle',
	connecting: 'connecting',
	online: 'online',
	waiting: 'waiting',
	stopped: 'stopped',
	unknown: 'unknown',
} as const;

const statusText = (status: string, locale: string | undefined): string =>
	status in STATUS ? say(locale, STATUS[status as keyof typeof STATUS]) : status;

/** A connection in words: `online by websocket`. */
export const connectionText = (status: string, transport: string, locale?: string): string =>
	transport === ''
		? statusText(status, locale)
		: say(locale, '{status} by {transport}', { status: statusText(status, locale), transport });

/** What a row is, in a few words: `event result`, `connection waiting`. */
export function typeText({ observation }: Row, locale?: string): string {
	if (observation.what === 'connection')
		return say(locale, 'connection {status}', { status: statusText(observation.status, locale) });
	if (observation.what === 'answer') return say(locale, 'large result');
	if (observation.what === 'cursor') return say(locale, '{type} (cursor only)', observation);
	const { type, event, code } = observation.frame;
	const kind = (event as { readonly kind?: unknown } | undefined)?.kind;
	const more = typeof kind === 'string' ? kind : type === 'error' && typeof code === 'string' ? code : '';
	return more === '' ? type : `${type} ${more}`;
}

export function seqOf({ observation }: Row, locale?: string): string {
	if (observation.what === 'cursor') return String(observation.seq);
	if (observation.what !== 'in' && observation.what !== 'out') return '';
	const { seq, since, type } = observation.frame;
	if (typeof seq === 'number') return String(seq);
	const from = type === 'subscribe' ? (since as { readonly seq?: unknown } | undefined)?.seq : undefined;
	return typeof from === 'number' ? say(locale, 'since {time}', { time: String(from) }) : '';
}

const WIDE = 96;
const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;

/** JSON for people: values of a list stand side by side for as long as there is room. */
export function prettyJson(value: unknown, indent = ''): string {
	if (isPlain(value)) return JSON.stringify(value) ?? 'undefined';
	const inner = `${indent}  `;
	if (Array.isArray(value)) {
		if (value.length === 0) return '[]';
		if (value.every(isPlain))
			return inLines(
				value.map((each) => JSON.stringify(each) ?? 'null'),
				indent,
			);
		return `[\n${value.map((each) => inner + prettyJson(each, inner)).join(',\n')}\n${indent}]`;
	}
	const entries = Object.entries(value as object);
	if (entries.length === 0) return '{}';
	const lines = entries.map(([name, each]) => `${inner}${JSON.stringify(name)}: ${prettyJson(each, inner)}`);
	return `{\n${lines.join(',\n')}\n${indent}}`;
}

function inLines(words: readonly string[], indent: string): string {
	const whole = `[${words.join(', ')}]`;
	if (whole.length + indent.length <= WIDE) return whole;
	const inner = `${indent}  `;
	const lines: string[] = [];
	let line = '';
	for (const word of words) {
		if (line !== '' && inner.length + line.length + word.length + 2 > WIDE) {
			lines.push(`${line},`);
			line = word;
		} else line = line === '' ? word : `${line}, ${word}`;
	}
	lines.push(line);
	return `[\n${lines.map((each) => inner + each).join('\n')}\n${indent}]`;
}
