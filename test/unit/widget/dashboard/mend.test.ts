import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Mend } from '../../../../widget/elements/sql-dashboard/wall-mend.ts';
import { HandTiming } from '../support/hand-timing.ts';

const MINUTE = 60_000;

function wall({ last = 0 } = {}) {
	const timing = new HandTiming(100 * 60 * MINUTE);
	const page = { version: 'one' as string | Error, reloads: 0, last };
	const mend = new Mend({
		timing,
		version: async () => {
			if (page.version instanceof Error) throw page.version;
			return page.version;
		},
		reload: () => {
			page.reloads += 1;
		},
		last: {
			get: () => page.last,
			set: (at) => {
				page.last = at;
			},
		},
	});
	const pass = async (minutes: number): Promise<void> => {
		for (let minute = 0; minute < minutes; minute += 1) {
			timing.advance(MINUTE);
			await new Promise((resolve) => setImmediate(resolve));
		}
	};
	return { mend, page, pass, timing };
}

test('a page that has lost a part of its script is reloaded once the server has another version', async () => {
	const { mend, page, pass } = wall();
	mend.hear('chart', true);
	await pass(3);
	assert.equal(page.reloads, 0, 'the same version would be as broken');
	page.version = new Error('no network');
	await pass(3);
	assert.equal(page.reloads, 0, 'the last frames stay on the wall');
	page.version = 'two';
	await pass(1);
	assert.equal(page.reloads, 1);
});

test('a page that was reloaded within the hour is left as it is until the hour is over', async () => {
	const { mend, page, pass, timing } = wall();
	page.last = timing.now() - 30 * MINUTE;
	mend.hear('chart', true);
	await pass(0);
	page.version = 'two';
	await pass(29);
	assert.equal(page.reloads, 0);
	await pass(3);
	assert.equal(page.reloads, 1);
});

test('a part that has come after all, or a wall that is none any more, is not reloaded for', async () => {
	const { mend, page, pass, timing } = wall();
	await pass(0);
	mend.hear('chart', true);
	mend.hear('chart', false);
	page.version = 'two';
	await pass(5);
	mend.hear('other', true);
	mend.stop();
	assert.equal(timing.pending, 0);
	await pass(5);
	assert.equal(page.reloads, 0);
});
