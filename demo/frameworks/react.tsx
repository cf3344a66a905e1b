import { useState } from 'react';
import { createRoot } from 'react-dom/client';
// In your program: import type {} from 'chartwire/react';
import type {} from '../../widget/frameworks/react.ts';

function Sales({ token }: { readonly token: string }) {
	const [total, setTotal] = useState('…');
	const [chosen, setChosen] = useState('');
	return (
		<>
			<sql-filter
				group="sales"
				param="regions"
				type="choice"
				label="Region"
				options-chart="explore-regions"
				token={token}
				remember="region"
				onchartwire-filter={({ detail }) => setChosen(detail.value ? ` for ${detail.value}` : '')}
			/>
			<sql-filter group="sales" param="days" type="date-range" label="Days" />
			<sql-chart
				group="sales"
				chart="explore-products"
				token={token}
				onchartwire-data={({ detail }) =>
					setTotal((detail.table.data[1] ?? []).reduce((sum: number, revenue) => sum + Number(revenue), 0).toFixed(0))
				}
			>
				<p slot="loading">Adding up …</p>
			</sql-chart>
			<p>
				Together <output id="total">{total}</output>
				<span id="chosen">{chosen}</span>
			</p>
		</>
	);
}

const place = document.querySelector<HTMLElement>('#app');
if (place) createRoot(place).render(<Sales token={place.dataset['token'] ?? ''} />);
