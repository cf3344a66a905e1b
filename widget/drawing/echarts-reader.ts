import type { Built, Mark } from '../families/family.ts';
import { spoken } from '../families/words.ts';
import type { Cell, Table } from '../protocol.ts';
import { light } from './echarts-many.ts';
import type { FamilySurface, Toucher } from './echarts-surface.ts';
import { MarkTip, type Spot } from './echarts-tip.ts';
import { linkOfMark } from './echarts-told.ts';
import { leadText, type Way } from './lead.ts';
import { walked } from './mark-walk.ts';
import { marksAt } from './marks-at.ts';

type On = Pick<FamilySurface, 'canvas' | 'chart' | 'said' | 'spec' | 'hooks' | 'locale' | 'table' | 'built' | 'places'>;

/** Owns what is read off a picture: the mark that is looked at, its card, and what is said of it. */
export class MarkReader {
	/** What is on the picture, or was last. */
	by: Toucher = 'pointer';
	readonly #on: On;
	readonly #tip = new MarkTip();
	#at: Mark | undefined;
	#shown: readonly Mark[] = [];
	#pointer: Spot | undefined;
	/** True while the keyboard reads. */
	#isKeyed = false;
	/** The result of the marks that are on the screen. */
	#drawn: Table | undefined;

	constructor(on: On) {
		this.#on = on;
		on.canvas.append(this.#tip.element);
		this.#listen();
	}

	/** The mark that is looked at. */
	get at(): Mark | undefined {
		return this.#at;
	}

	/** Shows the mark at a place, which a pointer has touched. */
	lookAt(mark: Mark, spot: Spot): void {
		this.#isKeyed = false;
		this.look(mark, spot);
	}

	/** Shows one mark, or none, as the one that is looked at. */
	look(mark: Mark | undefined, spot?: Spot): void {
		const isNew = mark !== this.#at;
		this.#at = mark;
		if (mark) this.#card(mark, spot ?? this.#on.places()?.besideOf(mark));
		else {
			this.#tip.hide();
			this.#on.canvas.classList.remove('leads');
		}
		if (!isNew) return;
		this.#light(mark ? [mark] : []);
		this.#on.hooks?.hover(mark?.point);
	}

	leave(): void {
		this.look(undefined);
		this.#on.said.textContent = '';
	}

	/** Goes to a mark by a key, and tells it. @returns whether the key is one of the walk. */
	walk(key: string): boolean {
		const built = this.#on.built();
		const target = built && walked(built, this.#at, key);
		if (target === undefined) return false;
		const alone = this.#at !== undefined && this.#at.step === target.step && this.#at !== target;
		this.#isKeyed = true;
		this.look(target);
		this.#on.said.textContent = [spoken(target.tip(), { alone, locale: this.#on.locale }), this.#leads(target)]
			.filter(Boolean)
			.join('. ');
		return true;
	}

	/** Shows where another chart of the group is looked at. */
	pointAt(cell: Cell | undefined): void {
		const built = this.#on.built();
		this.#light(cell === undefined || built === undefined ? [] : marksAt(built, cell));
	}

	/** Whoever looks at a mark goes on looking at it when something else is drawn; nothing is announced. */
	stay({ marks }: Built): void {
		const [before, wasDrawn] = [this.#at, this.#drawn];
		this.#shown = [];
		this.#drawn = this.#on.table();
		if (before === undefined) return;
		const isSame = this.#drawn === wasDrawn ? isItself : isInPlace;
		this.#at = marks.find((mark) => isSame(mark, before));
		if (this.#at === undefined) {
			this.#at = before;
			this.leave();
			return;
		}
		this.#light([this.#at]);
		this.#card(this.#at, this.#on.places()?.besideOf(this.#at));
		this.#on.hooks?.hover(this.#at.point);
	}

	#listen(): void {
		const { chart, built, places } = this.#on;
		const zr = chart.getZr();
		zr.on('mousemove', ({ offsetX: x, offsetY: y }) => {
			if (this.by === 'scroll') return;
			this.#isKeyed = false;
			this.#pointer = { x, y };
			if (built()?.hit === 'step') this.look(places()?.nearest({ x, y }), { x, y });
			else if (places()?.isPainted) this.look(places()?.under({ x, y }), { x, y });
			else if (this.#at) this.#card(this.#at, { x, y });
		});
		zr.on('globalout', () => this.look(undefined));
		chart.on('mouseover', (event) => {
			if (built()?.hit === 'mark' && this.by !== 'scroll') this.look(places()?.markOf(event), this.#pointer);
		});
		chart.on('mouseout', () => {
			if (built()?.hit === 'mark') this.look(undefined);
		});
	}

	#card(mark: Mark, spot: Spot = { x: 0, y: 0 }): void {
		const { canvas } = this.#on;
		const leads = this.#leads(mark);
		canvas.classList.toggle('leads', leads !== '' && !this.#isKeyed);
		this.#tip.show({ ...mark.tip(), leads }, spot, { width: canvas.clientWidth, height: canvas.clientHeight });
	}

	#leads({ point }: Mark): string {
		const way: Way = this.#isKeyed ? 'key' : this.by === 'finger' ? 'finger' : 'pointer';
		const href = linkOfMark(this.#on.spec?.link, this.#on.table(), point);
		return href ? leadText(href, way, this.#on.locale) : '';
	}

	#light(marks: readonly Mark[]): void {
		const addresses = (of: readonly Mark[]) => of.map(({ at }) => at);
		light(this.#on.chart, addresses(this.#shown), addresses(marks));
		this.#shown = marks;
	}
}

/** Of another result: the mark in the same place. */
const isInPlace = ({ step, lane }: Mark, before: Mark): boolean => step === before.step && lane === before.lane;

/** Of the same result: the mark itself, wherever a zoom has put it. */
function isItself({ point }: Mark, { point: { row, series, x } }: Mark): boolean {
	return point.row === row && point.series === series && point.x === x;
}
