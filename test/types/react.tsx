/** What the declarations for React permit and refuse; checked against React 19, and against React 18 by a test. */

import type { SqlChart } from '../../widget/elements/sql-chart/sql-chart.ts';
import type {} from '../../widget/frameworks/react.ts';

export function Right({ token, ref }: { token: string; ref: React.RefObject<SqlChart> }) {
	return (
		<div>
			<sql-chart
				ref={ref}
				key="revenue"
				chart="revenue"
				token={token}
				token-endpoint="/token"
				params={{ year: 2026, regions: ['north'] }}
				param-region="north"
				spec={{ version: 1, type: 'line' }}
				loading="eager"
				brush
				style={{ blockSize: 200 }}
				onchartwire-select={({ detail, currentTarget }) => [detail.cells?.['day'], currentTarget.chart]}
				onchartwire-data={(event) => event.detail.table.rows.toFixed()}
			>
				<p slot="empty">Nothing sold</p>
			</sql-chart>
			<sql-filter
				group="sales"
				param="region"
				type="choice"
				options={['north', ['south', 'South']]}
				remember=""
				onchartwire-filter={({ detail }) => detail.value}
			/>
			<sql-status token={token} />
			<sql-editor source="shop" onchartwire-run={({ detail }) => detail.run} />
			<sql-inbox token={token} onchartwire-open={({ detail }) => detail.run} />
		</div>
	);
}

export const wrong = [
	// @ts-expect-error a chart is named by a text
	<sql-chart key="1" chart={7} />,
	// @ts-expect-error there is no such type
	<sql-chart key="2" type="lines" />,
	// @ts-expect-error there is no such attribute
	<sql-chart key="3" colour="red" />,
	// @ts-expect-error rows are not columns
	<sql-chart key="4" onchartwire-data={({ detail }) => detail.rows} />,
	// @ts-expect-error there is no such filter
	<sql-filter key="5" type="slider" />,
	// @ts-expect-error a value is a text
	<sql-filter key="6" value={7} />,
	// @ts-expect-error there is no such element
	<sql-graph key="7" />,
];
