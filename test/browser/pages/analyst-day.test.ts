/** An analyst's day, by mouse and keyboard and through the pages only: from the first start to a chart in somebody else's page. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { scope } from '../../support/scope.ts';
import { addSource, findTable, setUp, signIn } from './analyst-day/beginning.ts';
import { applyRecipe, embedElsewhere, saveChart, seeChart } from './analyst-day/charting.ts';
import { explain, failAndMend, leaveAndReturn, runSelection, writeWithHelp } from './analyst-day/querying.ts';
import { Day, startDay } from './analyst-day/world.ts';
import { launchBrowser } from './support/browser.ts';
import { shoot } from './support/workshop.ts';

/** Each begins where the one before has ended. */
const STEPS = [
	['begins with the link of the first start, which makes an administrator', setUp],
	['goes on with a sign-in, to a workshop that says what it lacks', signIn],
	['brings a source, whose wrong password is told and mended', addSource],
	['finds a table by one of its columns', findTable],
	['has a query written with the names that there are', writeWithHelp],
	['marks a mistake where it stands, with what the database would say instead', failAndMend],
	['keeps a run going whose page is closed, and its result where runs are found', leaveAndReturn],
	['runs what is selected', runSelection],
	['shows how the database answers', explain],
	['takes a recipe to columns of one’s own, and to the editor', applyRecipe],
	['makes a chart of it', saveChart],
	['shows the chart, live', seeChart],
	['ends in a page of another site, by the code that was shown', embedElsewhere],
] as const;

describe('the day of an analyst', { timeout: 300_000 }, () => {
	const owner = scope();
	const launched = launchBrowser();
	let day: Day;
	let isBroken = false;

	before(async () => {
		day = await Day.begin(await startDay(owner, launched));
	});
	after(async () => (await launched).close());

	for (const [title, step] of STEPS) {
		test(title, async (context) => {
			if (isBroken) return context.skip('A step before it has failed.');
			isBroken = true;
			await step(day).finally(() => shoot(day.page, 'day-now'));
			isBroken = false;
		});
	}

	test('leaves the console clean, and axe-core finds nothing at any of its stops', async () => {
		assert.deepEqual(day.found, []);
		await day.end();
	});
});
