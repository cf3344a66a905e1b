import type uPlot from 'uplot';
import type { ChartSpec } from '../chart-spec.ts';
import type { Table } from '../protocol.ts';
import { say } from '../texts/say.ts';
import type { MountOptions, Theme } from './drawing.ts';
import { intervalsOf } from './intervals.ts';
import { annotationRoom, drawAnnotations } from './plot-annotation-marks.ts';
import { annotationsOf, annotationWords } from './plot-annotations.ts';
import { scaled, timeAxis } from './plot-axes.ts';
import { categoryAxis } from './plot-category-axis.ts';
import { drawIntervals, intervalEnds, intervalLegend } from './plot-interval.ts';
import { logAxis } from './plot-log-axis.ts';
import { withLooks } from './plot-looks.ts';
import { drawMarks } from './plot-marks.ts';
import { faint, type PlotSetup } from './plot-options.ts';
import { isLogarithmic, isStacked, placeOf, specOn } from './plot-ranges.ts';
import { intervalsAt } from './plot-said.ts';
import { drawSecondTitle, secondAxis } from './plot-second-axis.ts';
import { specRange } from './plot-spec-range.ts';
import { stackEnds, stackedPaths, stackOf } from './plot-stack.ts';
import { drawValues, valueEnds } from './plot-value-labels.ts';
import type { Shape, Values } from './shape.ts';
import { type Zone, zoneOf } from './zone.ts';
import { ticksIn } from './zone-ticks.ts';
import { isOfInstants, zonedShape } from './zoned-shape.ts';

/** Areas on each other are seen as areas, not as lines over each other. */
const PILE_OPACITY = 0.5;

/**
 * What a plot has beyond lines, areas, steps or columns alone: a second axis, areas on each other, intervals, marks of the
 * x axis, written values, a time zone. Owns nothing on the page; the plot asks it at each step.
 */
export class PlotExtras {
	readonly specRange = specRange;
	readonly categoryAxis = categoryAxis;
	readonly #spec: ChartSpec;
	readonly #locale: string | undefined;
	readonly #zone: Zone | undefined;
	readonly #isPile: boolean;
	/** The zone of the x axis, where it is one of instants. */
	#axisZone: Zone | undefined;

	constructor({ type, spec, theme }: MountOptions) {
		this.#spec = { version: 1, ...spec, type };
		this.#locale = theme.locale;
		this.#zone = spec?.timeZone === undefined ? undefined : zoneOf(spec.timeZone);
		this.#isPile = type === 'area' && isStacked(spec);
	}

	/** A shape with all that is drawn beside its series. */
	extend(plain: Shape, table: Table): Shape {
		const spec = this.#spec;
		const zone = isOfInstants(plain, table, spec) ? this.#zone : undefined;
		const timed = zone ? zonedShape(plain, zone, this.#locale) : plain;
		const dressed = withLooks(timed, spec, this.#locale);
		const intervals = this.#isPile ? undefined : intervalsOf(table, dressed, spec);
		const annotations = spec.annotations && annotationsOf({ table, shape: dressed, spec, zone });
		this.#axisZone = zone;
		return { ...dressed, ...(intervals && { intervals }), ...(annotations && { annotations }) };
	}

	/** What the plot is given of each series: places on its scale. */
	values(shape: Shape): readonly Values[] {
		if (this.#isPile) return stackOf(shape).tops;
		return shape.series.map((values, index) => {
			const spec = specOn(shape.looks?.[index]?.scale ?? 'y', this.#spec);
			return isLogarithmic(spec) ? values.map((value) => placeOf(value, spec)) : values;
		});
	}

	/** Places on the first scale to which it reaches, beside those of the values. */
	beside(shape: () => Shape): (plot: uPlot) => readonly number[] {
		const spec = this.#spec;
		return (plot) => [
			...intervalEnds(plot, shape(), { scale: 'y', spec }),
			...(spec.labels ? valueEnds(shape(), spec) : []),
		];
	}

	/** The options of a plot, with the other axis, and what else is not as in plainer ones. */
	options(options: uPlot.Options, setup: PlotSetup): uPlot.Options {
		const { theme, shape } = setup;
		const besideSecond = (plot: uPlot) => intervalEnds(plot, shape(), { scale: 'y2', spec: this.#spec });
		const second = secondAxis(setup, this.#spec, besideSecond);
		const [x = {}, y = {}, ...others] = options.axes ?? [];
		const axes = [isLogarithmic(this.#spec) ? logAxis(y, theme, shape) : y, ...others];
		const [top, right, bottom, left] = options.padding ?? [];
		const titled = this.#spec.y2Axis?.title && !this.#spec.yAxis?.title ? scaled(theme, 16) : 0;
		const noted = this.#spec.annotations ? annotationRoom(theme) : 0;
		const valued = this.#spec.labels ? scaled(theme, 12) : 0;
		const pile = (index: number) => ({
			fill: faint(theme.series[index] ?? theme.ink, PILE_OPACITY),
			paths: stackedPaths(shape),
		});
		return {
			...options,
			padding: [Number(top) + titled + noted + valued, second.axes ? 0 : (right ?? 0), bottom ?? 0, left ?? 0],
			scales: { ...options.scales, ...second.scales },
			axes: [this.#axisZone ? timeAxis(theme, ticksIn(this.#axisZone)) : x, ...axes, ...(second.axes ?? [])],
			series: options.series.map((each, index) => (this.#isPile && index > 0 ? { ...each, ...pile(index - 1) } : each)),
		};
	}

	legend(list: HTMLElement, shape: Shape, theme: Theme): void {
		intervalLegend(list, shape, theme);
	}

	/** Draws what is not a series: over the plot, and behind it. */
	paint(plot: uPlot, shape: Shape, theme: Theme): void {
		const spec = this.#spec;
		drawMarks(plot, spec, theme);
		drawIntervals(plot, shape, { theme, spec });
		drawAnnotations(plot, shape, theme);
		if (spec.labels) drawValues(plot, shape, { theme, spec });
		const hasSecond = shape.looks?.some(({ scale }) => scale === 'y2');
		if (hasSecond && spec.y2Axis?.title) drawSecondTitle(plot, spec.y2Axis.title, theme);
	}

	/** Where the names of the series stand, if not at their last values. */
	ends(shape: Shape): readonly (number | undefined)[] | undefined {
		return this.#isPile ? stackEnds(shape) : undefined;
	}

	/** What a summary has to say beside the series. */
	summary(shape: Shape): string {
		const right = shape.names.filter((_, index) => shape.looks?.[index]?.scale === 'y2');
		const axis =
			right.length > 0 ? say(shape.locale, '{names} on the axis at the right.', { names: right.join(', ') }) : '';
		const last = shape.x.length - 1;
		const bands = intervalsAt(shape, last).map((band) => say(shape.locale, '{name} at the end: {text}.', band));
		return [axis, ...bands, annotationWords(shape.annotations ?? [], shape.locale)].filter(Boolean).join(' ');
	}
}
