import { css, html, LitElement, nothing, type PropertyDeclarations, svg, type TemplateResult } from 'lit';
import '../../../shared/tree.ts';
import { pageStyles } from '../../../shared/styles.ts';
import type { TreeItem } from '../../../shared/tree.ts';
import { type PlanNode, planTree, warningsIn } from '../pure/plan.ts';
import { panelStyles } from './panel-styles.ts';
import { countText, durationText } from './words.ts';

/** `<editor-plan>`: how the database answers a query, as a tree; what is dear or suspicious stands out. */
export class EditorPlan extends LitElement {
	static override readonly properties: PropertyDeclarations = { plan: { attribute: false } };
	static override readonly styles = [
		pageStyles,
		panelStyles,
		css`
			:host {
				overflow: auto;
				padding: 8px 12px 24px;
				scrollbar-width: thin;
			}
			.warnings {
				display: grid;
				gap: 4px;
				padding-block: 4px 12px;
				color: var(--warning);
			}
			.warnings li {
				display: flex;
				gap: 8px;
				align-items: baseline;
			}
			pre {
				white-space: pre-wrap;
				overflow-wrap: anywhere;
			}
		`,
	];

	/** The cell of a run that was asked to explain. */
	declare plan: unknown;

	protected override render(): TemplateResult {
		const root = planTree(this.plan);
		if (root === undefined) {
			const text = typeof this.plan === 'string' ? this.plan : JSON.stringify(this.plan, null, 2);
			return html`<pre tabindex="0" role="group" aria-label="Plan">${text}</pre>`;
		}
		const warnings = warningsIn(root);
		const { items, ids } = itemsOf(root);
		return html`${
			warnings.length === 0
				? nothing
				: html`<ul class="warnings" aria-label="Warnings">
						${warnings.map(
							({ node, warning }) =>
								html`<li><wa-icon name="triangle-exclamation" aria-hidden="true"></wa-icon><span><b>${[node.title, node.target].filter(Boolean).join(' ')}.</b> ${warning}</span></li>`,
						)}
					</ul>`
		}
			<workshop-tree label="Plan" .items=${items} .open=${ids}></workshop-tree>`;
	}
}

function itemsOf(root: PlanNode): { readonly items: readonly TreeItem[]; readonly ids: ReadonlySet<string> } {
	const ids = new Set<string>();
	const itemOf = (node: PlanNode, id: string): TreeItem => {
		ids.add(id);
		const children = node.children.map((child, index) => itemOf(child, `${id}.${index}`));
		return { id, name: nameOf(node), content: contentOf(node), children };
	};
	return { items: [itemOf(root, '0')], ids };
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const figuresOf = ({ rows, actualRows, actualMs }: PlanNode): readonly string[] => [
	...(rows === undefined ? [] : [`~${countText(rows)} rows`]),
	...(actualRows === undefined ? [] : [`${countText(actualRows)} met`]),
	...(actualMs === undefined ? [] : [durationText(actualMs)]),
];

const nameOf = (node: PlanNode): string =>
	[
		// What is seen comes first, in its order: whoever speaks to the page says what they see.
		`${node.title} ${node.target}`.trim(),
		...figuresOf(node),
		...(node.share === undefined ? [] : [`${percent(node.share)} of the cost`]),
		...node.notes,
		...node.warnings.map((warning) => `Warning: ${warning}`),
	]
		.filter(Boolean)
		.join(', ');

function contentOf(node: PlanNode): TemplateResult {
	const { title, target, notes, share, warnings } = node;
	const bar = svg`<svg class="bar" viewBox="0 0 48 6" preserveAspectRatio="none"><rect width=${48 * (share ?? 0)} height="6" rx="3"></rect></svg>`;
	return html`<div class="line">
			<span><b>${title}</b> ${target}</span>
			<span class="aside">${figuresOf(node).join(', ')}</span>
			${share === undefined ? nothing : html`<span class="aside share">${percent(share)} of the cost</span>${bar}`}
		</div>
		${notes.map((note) => html`<div class="more">${note}</div>`)}
		${warnings.length === 0 ? nothing : warnings.map((warning) => html`<div class="warning">Warning: ${warning}</div>`)}`;
}

customElements.define('editor-plan', EditorPlan);
