/** What the page about access makes of numbers and links. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
	daysOf,
	historyOf,
	isEnded,
	lifeOf,
	limitsOf,
	type Share,
	sentTo,
	sparkOf,
} from '../../../workshop/pages/access/access.ts';
import { endOf, linkParams, shareBody, type WantedShare } from '../../../workshop/pages/access/share-wanted.ts';
import type { ChartParam } from '../../../workshop/pages/charts/chart-types.ts';
import { missingIn } from '../../../workshop/pages/charts/param-values.ts';

const HOUR = 3_600_000;

test('a history is a line with a point for each hour, the highest at the top, and hours without anybody at the foot', () => {
	const now = 100 * 24 * HOUR;
	const points = sparkOf(
		[
			{ at: now - HOUR, opens: 1, most: 4 },
			{ at: now, opens: 0, most: 2 },
		],
		now,
		1,
	).split(' ');
	assert.equal(points.length, 24);
	assert.deepEqual([points[0], points[22], points[23]], ['0.0,19.0', '95.7,1.0', '100.0,10.0']);
	assert.ok(!sparkOf([], now, 7).includes('NaN'));
});

test('a history is told in words as well', () => {
	assert.equal(historyOf([], 7), 'Nobody has opened it in 7 days.');
	const told = (opens: number, most: number) => historyOf([{ at: 0, opens, most }], 7);
	assert.equal(told(1, 3), 'Opened once in 7 days, by 3 viewers at once at most.');
	assert.equal(told(2, 1), 'Opened twice in 7 days, by 1 viewer at once at most.');
	assert.equal(told(20, 0), 'Opened 20 times in 7 days.');
});

test('of a link it is said first whose rows it shows', () => {
	const share = {
		id: '',
		title: '',
		expiresAt: null,
		createdByName: '',
		lacking: [],
		params: {},
		hasPassword: false,
		exports: true,
	};
	assert.equal(
		limitsOf({ ...share, claims: { tenant: 'acme' } }),
		'rows of tenant acme, whoever has the link, rows may be taken away',
	);
	assert.equal(limitsOf({ ...share, claims: {}, hasPassword: true, exports: false }), 'with a password');
});

const DAY = 24 * HOUR;

test('a history by days has what each day had in all, and the most at once of its hours', () => {
	const hours = [
		{ at: DAY + HOUR, opens: 2, most: 1 },
		{ at: DAY + 2 * HOUR, opens: 3, most: 4 },
		{ at: 2 * DAY, opens: 1, most: 2 },
	];
	assert.deepEqual(daysOf(hours, { locale: 'en', timeZone: 'UTC' }), [
		{ day: 'Jan 3, 1970', opens: 1, most: 2 },
		{ day: 'Jan 2, 1970', opens: 5, most: 4 },
	]);
});

const SHARE: Share = {
	id: 'sh_1',
	title: 'Sales',
	claims: {},
	params: {},
	exports: false,
	hasPassword: false,
	expiresAt: null,
	createdByName: 'Ada',
	lacking: [],
	createdAt: 0,
	revokedAt: null,
	revokedByName: null,
	opens: 0,
	lastOpenedAt: null,
};

test('of a link it is said how often it was opened, when last, and how long it works', () => {
	const now = 10 * DAY;
	const life = (more: Partial<Share>) => lifeOf({ ...SHARE, ...more }, now, { locale: 'en' });
	assert.equal(life({}), 'never opened; works until it is revoked');
	assert.equal(
		life({ opens: 2, lastOpenedAt: now - HOUR, expiresAt: now + 3 * DAY }),
		'opened twice, last 1 hour ago; ends in 3 days',
	);
	assert.equal(life({ expiresAt: now - 2 * DAY }), 'never opened; ended 2 days ago');
	assert.equal(
		life({ revokedAt: now - HOUR, revokedByName: 'Ada', expiresAt: now + DAY }),
		'never opened; revoked 1 hour ago by Ada',
	);
	const ended = [{}, { expiresAt: now + 1 }, { expiresAt: now }, { revokedAt: 1 }];
	assert.deepEqual(
		ended.map((each) => isEnded({ ...SHARE, ...each }, now)),
		[false, false, true, true],
	);
});

const PARAMS: readonly ChartParam[] = [
	{ name: 'region', type: 'text', default: 'north' },
	{ name: 'year', type: 'number' },
	{ name: 'free', type: 'text', required: false },
];

const WANTED: WantedShare = {
	title: '',
	password: '',
	life: '',
	day: '',
	exports: false,
	claims: {},
	fields: {},
	notify: [],
};

test('a link fixes what is filled in and nothing else; of a chart, what it has no value for must be', () => {
	assert.deepEqual(missingIn(linkParams('chart', PARAMS), {}), ['year']);
	assert.deepEqual(missingIn(linkParams('dashboard', PARAMS), {}), []);
	const of = { kind: 'dashboard', name: 'overview', params: linkParams('dashboard', PARAMS) } as const;
	assert.deepEqual(shareBody(of, { ...WANTED, fields: { region: ' south ', free: '' } }, 0), {
		target: { dashboard: 'overview' },
		claims: {},
		params: { region: 'south' },
		exports: false,
		expiresAt: null,
		notify: [],
	});
});

test('a link works until it is revoked, for some days, or until the end of a day; a day that is over makes none', () => {
	const now = new Date('2026-05-03T12:00:00').getTime();
	assert.equal(endOf('', '', now), null);
	assert.equal(endOf('7', '', now), now + 7 * DAY);
	assert.equal(endOf('day', '2026-05-09', now), new Date('2026-05-10T00:00:00').getTime());
	const of = { kind: 'chart', name: 'sales', params: [] } as const;
	assert.match(String(shareBody(of, { ...WANTED, life: 'day' }, now)), /Choose the last day/);
	assert.match(String(shareBody(of, { ...WANTED, life: 'day', day: '2026-05-02' }, now)), /over already/);
});

test('what sends something to nobody is not among those by which it is seen', () => {
	const sent = [
		{ by: 'alert', name: 'quiet', channels: [] },
		{ by: 'alert', name: 'loud', channels: [{ to: ['ann@example.com'] }, { to: ['hooks.example.com'] }] },
	];
	const object = { kind: 'chart', name: 'errors', title: '', claims: [], dashboards: [], shares: [], sent } as const;
	assert.deepEqual(sentTo(object), ['alert “loud” to ann@example.com, hooks.example.com']);
});
