import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { pageTiming } from '../../clock.ts';
import type { Dashboard, DashboardTab } from '../../dashboard-spec.ts';
import { adopt } from '../../drawing/adopt.ts';
import { say } from '../../texts/say.ts';
import type { ClientController } from '../shared/client-controller.ts';
import { scriptServer } from '../shared/script-server.ts';
import type { ChartStateDetail } from '../sql-chart/chart-events.ts';
import type { Filters } from './cells.ts';
import { emptyView } from './dashboard-parts.ts';
import { rotateMsOf, shiftAt, type Turn, turnAt } from './rotation.ts';
import type { SqlDashboard } from './sql-dashboard.ts';
import { Mend } from './wall-mend.ts';
import { badges, clockWords, isClockShown, segments } from './wall-parts.ts';
import { wallStyles } from './wall-styles.ts';

interface WallOptions {
	readonly clients: ClientController;
	/** What each chart has told of itself last. */
	readonly states: ReadonlyMap<EventTarget, ChartStateDetail>;
	readonly dashboard: () => Dashboard | undefined;
	/** Shows another tab, whose time has come. */
	readonly select: (tab: DashboardTab) => void;
}

/** What stands on a wall. */
interface Shown {
	readonly tab: DashboardTab | undefined;
	readonly title: HTMLElement;
	readonly grid: HTMLElement;
	readonly filters: Filters;
}

const RELOADED = 'chartwire:reloaded-at';

/** A browser that keeps nothing may reload its page once, as far as it knows. */
const lastReload = {
	get: (): number => {
		try {
			return Number(sessionStorage.getItem(RELOADED) ?? 0);
		} catch {
			return Date.now();
		}
	},
	set: (at: number): void => sessionStorage.setItem(RELOADED, String(at)),
};

async function versionNow(): Promise<string> {
	const answer = await fetch(`${scriptServer()}/chartwire.mjs`, { cache: 'no-store', credentials: 'omit' });
	if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
	return answer.text();
}

/**
 * Does what nobody does at a wall: goes from tab to tab, tells the time, keeps the screen awake and its edges from burning
 * in, says from afar what is out of date, and reloads a page that has lost a part of its script.
 */
export class Wall implements ReactiveController {
	readonly #host: SqlDashboard;
	readonly #options: WallOptions;
	readonly #time = document.createElement('time');
	readonly #day = document.createElement('span');
	#mend: Mend | undefined;
	#turn: Turn | undefined;
	#turns = 0;
	#shift = '';
	#timer: ReturnType<typeof setTimeout> | undefined;
	#lock: Promise<WakeLockSentinel | undefined> | undefined;

	constructor(host: SqlDashboard, options: WallOptions) {
		this.#host = host;
		this.#options = options;
		this.#day.className = 'day';
		const root = host.renderRoot.querySelector('.root');
		if (root) adopt(root, wallStyles);
		host.addController(this);
		host.requestUpdate();
	}

	/** The tab whose time it is; undefined while this is no wall. */
	get tabNow(): string | undefined {
		return this.#host.wallboard ? this.#turn?.tab : undefined;
	}

	hostUpdate(): void {
		const { wallboard, isConnected, tab } = this.#host;
		if (wallboard && isConnected) {
			this.#advance(tab);
			if (this.#timer === undefined) this.#begin();
		} else this.hostDisconnected();
	}

	hostDisconnected(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#turn = undefined;
		document.removeEventListener('visibilitychange', this.#onSight);
		this.#mend?.stop();
		this.#mend = undefined;
		const lock = this.#lock;
		this.#lock = undefined;
		void lock?.then((held) => held?.release());
	}

	render(dashboard: Dashboard, { tab, title, grid, filters }: Shown): TemplateResult {
		const { words } = this.#host;
		const { tabs, wall } = dashboard;
		const ms = rotateMsOf(wall?.rotateMs);
		const isEmpty = tab === undefined || tab.items.length === 0;
		const chosen = filters.all.filter((each) => each.chosen !== undefined);
		const [x, y] = shiftAt(Date.now());
		return html`<section class="board" .style=${`--sx:${x};--sy:${y}`} aria-label=${dashboard.title || say(words, 'Dashboard')}>
			<header class="bar">
				<div class="title">${title}</div>
				${tabs.length > 1 ? html`<p class="tab">${tab?.title}</p>` : nothing}
				${chosen.map((each) => html`<p class="chosen">${each.label} <b>${each.value}</b></p>`)}
				${badges(this.#options.clients.connection, this.#staleNow(grid), words)}
				${isClockShown(wall) ? html`<p class="clock">${this.#day} ${this.#time}</p>` : nothing}
			</header>
			${tabs.length > 1 ? segments(tabs.length, tab ? tabs.indexOf(tab) : 0, { ms, turn: this.#turns }) : nothing}
			<div hidden>${filters.bar}</div>
			<div class="stage">${
				isEmpty
					? emptyView(
							tabs.every(({ items }) => items.length === 0),
							words,
						)
					: grid
			}</div>
		</section>`;
	}

	#begin(): void {
		this.#mend = new Mend({
			timing: { ...pageTiming, now: () => Date.now() },
			version: versionNow,
			reload: () => location.reload(),
			last: lastReload,
		});
		for (const [chart, { broken }] of this.#options.states) this.#mend.hear(chart, broken === true);
		document.addEventListener('visibilitychange', this.#onSight);
		this.#onSight();
		this.#tick();
	}

	/** At each full second, for a clock must not lag beside figures. */
	#tick(): void {
		const now = Date.now();
		const dashboard = this.#options.dashboard();
		const { time, day } = clockWords(now, dashboard?.wall?.timeZone, this.#host.words);
		if (this.#time.textContent !== time) this.#time.textContent = time;
		if (this.#day.textContent !== day) this.#day.textContent = day;
		const before = this.#turn?.tab;
		const shift = String(shiftAt(now));
		const isWaiting = this.#options.clients.connection.status === 'waiting';
		this.#advance(before ?? '');
		const next = dashboard?.tabs.find(({ id }) => id === this.#turn?.tab);
		if (next && before !== undefined && next.id !== before) this.#options.select(next);
		else if (shift !== this.#shift || isWaiting) this.#host.requestUpdate();
		this.#shift = shift;
		this.#timer = setTimeout(() => this.#tick(), 1000 - (Date.now() % 1000));
	}

	#advance(wanted: string): void {
		const dashboard = this.#options.dashboard();
		if (!dashboard) return;
		const rotateMs = rotateMsOf(dashboard.wall?.rotateMs);
		const next = turnAt(this.#turn, {
			tabs: dashboard.tabs.map(({ id }) => id),
			wanted,
			rotateMs,
			now: Date.now(),
		});
		if (next !== this.#turn) this.#turns += 1;
		this.#turn = next;
	}

	/** What a chart of the dashboard has told of itself. */
	hear(chart: EventTarget, { broken }: ChartStateDetail): void {
		if (!this.#host.wallboard) return;
		this.#mend?.hear(chart, broken === true);
		this.#host.requestUpdate();
	}

	#staleNow(grid: HTMLElement): number {
		return [...this.#options.states].filter(([chart, { stale }]) => stale && grid.contains(chart as Node)).length;
	}

	/** The browser lets go of the lock whenever the page is out of sight. */
	readonly #onSight = (): void => {
		if (document.visibilityState !== 'visible') return;
		const { wakeLock } = navigator as Partial<Pick<Navigator, 'wakeLock'>>;
		this.#lock = wakeLock?.request('screen').catch(() => undefined);
	};
}
