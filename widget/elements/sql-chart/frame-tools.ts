import { css, html, nothing, type TemplateResult } from 'lit';
import { adopt } from '../../drawing/adopt.ts';
import { claimsOf } from '../../jwt.ts';
import { load } from '../../load.ts';
import { EXPORT_FORMATS, type ExportFormat, isFormat, isPicture } from '../../taking/formats.ts';
import type { Taken } from '../../taking/take.ts';
import { say } from '../../texts/say.ts';
import { buttonStyles } from '../shared/button-styles.ts';
import type { ChartState } from './chart-state.ts';
import type { ChartView } from './chart-view.ts';
import type { ExportMenu } from './export-menu.ts';
import { mediaStyles } from './media-styles.ts';
import { reflect } from './reflect.ts';
import { isRowsAlone } from './rows-alone.ts';
import type { SqlChart } from './sql-chart.ts';
import { TableSwitch } from './table-switch.ts';

const styles = css`
	.switch {
		opacity: 0;
		font-size: 1em;
	}
	/* 24 px high, as a finger wants it, in a footer of 24 px. */
	.end .switch {
		box-sizing: border-box;
		block-size: max(2em, 24px);
		min-inline-size: 24px;
		margin-block-start: calc(-1em / 3);
		padding-block-start: calc(1em / 3);
	}
	:host(:hover) .switch,
	.switch:focus-visible,
	.switch[aria-pressed='true'],
	.switch[aria-expanded='true'] {
		opacity: 1;
	}
	@media (prefers-reduced-motion: no-preference) {
		.switch {
			transition: opacity 120ms linear;
		}
	}
`;

const tokenOf = ({ chart }: Taken['look']): string => chart.clients.client?.token ?? '';

/** In which formats a chart may be taken away, by the page and by the viewer's token. */
export function formatsOf(exports: string | null, token: string): readonly ExportFormat[] {
	const named = exports?.split(/[\s,]+/);
	const claim = claimsOf(token)?.['exports'];
	const granted = Array.isArray(claim) ? claim.filter(isFormat) : EXPORT_FORMATS;
	return EXPORT_FORMATS.filter((format) => granted.includes(format) && (named?.includes(format) ?? true));
}

/** @throws Error where the viewer's token does not permit it. */
export async function take(format: ExportFormat, taken: Taken): Promise<string | Blob> {
	if (!formatsOf(null, tokenOf(taken.look)).includes(format))
		throw new Error(`This token does not permit “${format}”.`);
	const { contentOf } = await import('../../taking/take.ts');
	return contentOf(format, taken);
}

/**
 * What a chart has once its first picture is there, and the picture need not wait for: the buttons below it, its looks on
 * paper, and its properties as attributes. A chunk of its own.
 */
export class FrameTools {
	readonly #host: SqlChart;
	readonly #rows: TableSwitch;
	#menu: ExportMenu | undefined;

	/** @param hasRows Whether there is a picture with rows behind it. */
	constructor(host: SqlChart, root: HTMLElement, hasRows: () => boolean) {
		this.#host = host;
		this.#rows = new TableSwitch(host, hasRows);
		for (const each of [buttonStyles, styles, mediaStyles]) adopt(root, each);
		// Has the host rendered as well.
		reflect(host);
	}

	/** Whether of all that is seen of a chart, which looks like this, the picture alone has changed. */
	isRowsAlone(before: ChartState, after: ChartState, view: ChartView | undefined): boolean {
		const isPlain = view?.phase === 'ready' && !view.stale && !this.isTable;
		// Who looks for faults follows what is rendered.
		return isPlain && !this.#host.diagnose && isRowsAlone(before, after);
	}

	/** The rows are shown in place of the picture. */
	get isTable(): boolean {
		return this.#rows.isOn;
	}

	/** Says at the drawing which keys lead on, and of which chart its rows are. */
	dress(name: string, locale: string | undefined): void {
		const box = this.#host.renderRoot.querySelector('.drawing');
		if (box) this.#rows.dress(box, { name, locale });
	}

	/** @param exports The formats in which the page lets it be taken away; null: all. */
	render(taken: Taken, exports: string | null): TemplateResult {
		// Rows have no picture of their own: they are there to be copied.
		const hasPicture = !['table', 'pivot'].includes(taken.type);
		const formats = formatsOf(exports, tokenOf(taken.look)).filter((format) => hasPicture || !isPicture(format));
		return html`${this.#rows.render(taken.look.locale)} ${formats.length > 0 ? this.#export(formats, taken) : nothing}`;
	}

	#export(formats: readonly ExportFormat[], taken: Taken): TemplateResult {
		const isOpen = this.#menu?.isOpen ?? false;
		return html`<button part="button" class="link switch" aria-haspopup="menu" aria-expanded=${isOpen} @click=${() => void this.#toggleMenu()}>${say(taken.look.locale, 'Export')}</button>${this.#menu?.render(formats, taken.look.locale, () => taken)}`;
	}

	async #toggleMenu(): Promise<void> {
		if (this.#menu === undefined) {
			const { ExportMenu } = await load(
				() => import('./export-menu.ts'),
				() => undefined,
			);
			this.#menu ??= new ExportMenu(this.#host);
		}
		this.#menu.toggle();
	}
}
