/** What a signed webhook carries (docs/deliveries.md has it field by field). Pure. */
import type { DeliveryRow, KeptChart } from './outbox.ts';
import type { RenderedChart } from './render.ts';

/** A result that travels inside its event is small enough for a webhook; of a larger one only its size is said. */
function chartOf(kept: KeptChart, { title, words, failed }: RenderedChart) {
	const { chart, params, result } = kept;
	const base = { chart, title, params, summary: words, failed };
	if (result === null) return base;
	const { rows, truncated, asOf } = result;
	const table = 'columns' in result ? { columns: result.columns, data: result.data } : {};
	return { ...base, rows, truncated, asOf: new Date(asOf).toISOString(), ...table };
}

export function webhookBody(delivery: DeliveryRow, charts: readonly RenderedChart[]): string {
	const { id, project, cause_kind: kind, cause_name: name, cause_at: at, message, attach } = delivery;
	const { subject, text, tone = 'info', link, fields = [] } = message ?? { subject: '', text: '' };
	const shown = (attach?.charts ?? []).flatMap((kept, index) => {
		const rendered = charts[index];
		return rendered === undefined ? [] : [chartOf(kept, rendered)];
	});
	const cause = { kind, name, at: at.toISOString() };
	const said = { subject, text, tone, fields: Object.fromEntries(fields), ...(link === undefined ? {} : { link }) };
	return JSON.stringify({
		type: `chartwire.${kind}`,
		timestamp: at.toISOString(),
		data: { delivery: id, project, cause, ...said, charts: shown },
	});
}
