import { register } from '../../../widget/elements/shared/register.ts';
import { SqlChart } from '../../../widget/elements/sql-chart/sql-chart.ts';
import { SqlFilter } from '../../../widget/elements/sql-filter/sql-filter.ts';
import type { Target } from '../../../widget/protocol.ts';
import { equal, FakeClient, ok, page, painted, until } from './support.ts';

/** What each chart has asked for, in turn. */
class AskedClient extends FakeClient {
	readonly asked: Target[] = [];

	override watch(...[target, listener]: Parameters<FakeClient['watch']>): () => void {
		this.asked.push(target);
		return super.watch(target, listener);
	}
}

describe('a filter whose script comes late', () => {
	it('is heard before a chart of its group asks for anything', async () => {
		register('sql-chart', SqlChart);
		page();
		document.body.innerHTML = `<sql-chart chart="revenue" group="sales" loading="eager"></sql-chart>
			<sql-chart chart="revenue" loading="eager"></sql-chart>
			<sql-filter group="sales" param="region" type="choice" options="north, south" value="south"></sql-filter>`;
		const [inGroup, alone] = document.querySelectorAll('sql-chart');
		ok(inGroup && alone, 'two charts');
		const [waiting, ahead] = [new AskedClient(), new AskedClient()];
		[inGroup.client, alone.client] = [waiting, ahead];
		await until('the chart without a group', () => ahead.asked.length === 1);
		await painted();
		equal(waiting.asked, []);
		register('sql-filter', SqlFilter);
		await until('the chart of the group', () => waiting.asked.length === 1);
		await painted();
		equal(waiting.asked, [{ chart: 'revenue', params: { region: 'south' }, offered: ['region'] }]);
		equal(ahead.asked, [{ chart: 'revenue' }]);
		document.body.replaceChildren();
	});
});
