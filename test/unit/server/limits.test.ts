/** The document of the limits, against the code: neither may refuse, or promise, what the other does not. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ERROR_CODES, NamedError } from '../../../server/errors.ts';
import { CLOSE_LABELS, LIMITS } from '../../../server/gateway/counts.ts';
import { CLOSE_REASONS, isTerminalClose } from '../../../widget/protocol.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const document = readFileSync(join(root, 'docs/limits.md'), 'utf8');
const sources = ['server', 'widget']
	.flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
	)
	.filter((name) => name.endsWith('.ts'))
	.map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }));
const code = sources.map(({ text }) => text).join('\n');

/** The rows of the only table below a heading, as cells without their backquotes. */
function tableBelow(heading: string): readonly (readonly string[])[] {
	const section = document.split(/^## /m).find((each) => each.startsWith(`${heading}\n`));
	assert.ok(section !== undefined, `there is no section "${heading}"`);
	const lines = section.split('\n').filter((line) => line.startsWith('|'));
	return lines.slice(2).map((line) =>
		line
			.split('|')
			.slice(1, -1)
			.map((cell) => cell.trim()),
	);
}

const bare = (cell = '') => cell.replaceAll('`', '');
const numberIn = (pattern: RegExp): number => Number(pattern.exec(code)?.[1]?.replaceAll('_', ''));
const constant = (name: string): number => numberIn(new RegExp(`\\bconst ${name} = ([\\d_]+);`));
const configured = (name: string): number => numberIn(new RegExp(`\\b${name}: count\\(([\\d_]+),`));

test('every limit of the gateway has a row, and every row a limit', () => {
	const labels = tableBelow('On the wire').map(([label]) => bare(label));
	assert.deepEqual(labels, [...LIMITS]);
	for (const row of tableBelow('On the wire')) assert.equal(row.filter((cell) => cell !== '').length, 6, row.join('|'));
});

test('every limit is run into on a real node', () => {
	const folder = join(root, 'test/integration');
	const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
	const tests = names.map((name) => readFileSync(join(folder, name), 'utf8'));
	for (const limit of LIMITS) {
		const isRunInto = tests.some((text) => new RegExp(`test\\('(?:I\\d+ )*${limit}: `).test(text));
		assert.ok(isRunInto, `no test of test/integration begins its title with "${limit}: "`);
	}
});

test('the defaults are those of the code', () => {
	const constants: Readonly<Record<string, string>> = {
		hello_time: 'HELLO_TIMEOUT_MS',
		messages_per_second: 'MESSAGES_PER_SECOND',
		message_bytes: 'MAX_CLIENT_FRAME_BYTES',
		packet_bytes: 'MAX_PAYLOAD_BYTES',
		request_bytes: 'MAX_BODY_BYTES',
		report_bytes_per_second: 'BYTES_PER_SECOND',
		subscriptions_per_connection: 'MAX_SUBSCRIPTIONS',
		errors_per_connection: 'MAX_ERRORS',
		unread_bytes: 'MAX_BUFFERED_BYTES',
		exports_per_token: 'EXPORTS_PER_TOKEN',
	};
	for (const [label, , stated, variable] of tableBelow('On the wire')) {
		const name = constants[bare(label)];
		if (bare(label) === 'leaving') continue;
		const actual = name === undefined ? configured(bare(variable)) : constant(name);
		assert.equal(Number(stated), bare(label) === 'silence' ? 2.5 * actual : actual, label);
	}
	for (const [what, stated, variable] of tableBelow('Runs and results')) {
		if (!bare(variable).startsWith('CHARTWIRE_')) continue;
		assert.equal(Number(stated), configured(bare(variable)), what);
	}
	const sent = tableBelow('What is sent');
	for (const [what, stated, variable] of sent.slice(0, 2))
		assert.equal(Number(stated), configured(bare(variable)), what);
	assert.deepEqual(
		sent.slice(2).map(([, stated]) => Number(stated)),
		['MOST_RECIPIENTS', 'MOST_SCHEDULES', 'MOST_ALERTS', 'MOST_TESTS_AN_HOUR'].map(constant),
	);
	assert.equal(constant('SLOW_BYTES'), 1_048_576, 'the bytes after which a reader is slow stand in the text');
	assert.equal(constant('BYTES_AT_ONCE'), 10_000_000, 'how much may be reported at once stands in the text');
	assert.equal(constant('MESSAGES_AT_ONCE'), 1_000, 'how many messages may come at once stands in the text');
});

test('every number of the configuration that limits something is named', () => {
	const config = sources.find(({ name }) => name === 'server/config.ts')?.text ?? '';
	const variables = [...config.matchAll(/\b(CHARTWIRE_\w+): count\(/g)].map(([, name = '']) => name);
	assert.ok(variables.length > 10, `only ${variables.length} were found`);
	for (const name of variables) assert.ok(document.includes(`\`${name}\``), `${name} is not in the document`);
	for (const [name] of document.matchAll(/\bCHARTWIRE_\w+/g))
		assert.ok(config.includes(`${name}:`), `there is no ${name}`);
});

test('every error that the server names is in the table with its status, and no other', () => {
	const rows = tableBelow('Errors').map(([name, status, again]) => [bare(name), Number(status), again]);
	const actual = ERROR_CODES.map((name) => {
		const { status, retryable } = new NamedError(name, '');
		return [name, status, retryable ? 'yes' : 'no'];
	});
	assert.deepEqual(rows, actual);
});

test('every close code is in the table with its name and whether one may come back, and no other', () => {
	const rows = tableBelow('Close codes').map(([number, name, again]) => [Number(number), bare(name), again]);
	const actual = Object.entries(CLOSE_REASONS).map(([number, { name }]) => [Number(number), name]);
	// ws itself closes with this one (RFC 6455, section 7.4.1).
	const expected = [...actual, [1009, 'message_too_big']].sort(([a], [b]) => Number(a) - Number(b));
	assert.deepEqual(
		rows,
		expected.map(([number, name]) => [number, name, isTerminalClose(Number(number)) ? 'no' : 'yes']),
	);
	for (const [number] of rows) assert.ok(CLOSE_LABELS.includes(String(number)), `${number} is not counted`);
	for (const [number, name, , why = ''] of tableBelow('Close codes')) {
		const key = bare(name).replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
		const isUsed = sources.some(
			({ name: file, text }) => file.startsWith('server/gateway/') && new RegExp(`CLOSE\\.${key}\\b`).test(text),
		);
		assert.equal(isUsed || number === '1009', !why.startsWith('not used'), `${number} ${name}`);
	}
});

test('what a row says that the client sees names errors and close codes that exist', () => {
	for (const [label, , , , seen = ''] of tableBelow('On the wire')) {
		const names = [...seen.matchAll(/`(\w+)`/g)].map(([, name]) => name).filter((name) => name !== 'retry-after');
		for (const name of names) assert.ok(ERROR_CODES.includes(name as never), `${label}: ${name}`);
		for (const [number] of seen.matchAll(/\b(?:1\d|4[45])\d\d\b/g))
			assert.ok(CLOSE_LABELS.includes(number), `${label}: ${number}`);
	}
});
