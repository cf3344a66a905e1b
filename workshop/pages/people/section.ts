import { css, LitElement, type PropertyDeclarations } from 'lit';
import type { Route } from '../../app/route.ts';
import type { ProjectSession } from '../../app/session.ts';
import { messageOf } from '../../shared/api.ts';
import { Asked } from '../../shared/asked.ts';
import { Confirm } from '../../shared/confirm.ts';
import { say } from '../../shared/page.ts';
import { partStyles } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import '../../shared/copy-text.ts';

/** A section of the page about people: asks for a list, shows it, and changes what is on it. */
export abstract class Section<T> extends LitElement {
	static override readonly styles = [
		pageStyles,
		partStyles,
		css`
			:host {
				display: grid;
				gap: 24px;
				grid-template-columns: minmax(0, 1fr);
				align-content: start;
			}
		`,
	];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		route: { attribute: false },
		project: {},
		_problem: { state: true },
		_isBusy: { state: true },
	};
	declare session: ProjectSession;
	declare route: Route;
	/** Whose people are shown: of an administrator of the installation perhaps not the session's. */
	declare project: string;
	/** Why the last change was not made. */
	declare _problem: string;
	declare _isBusy: boolean;
	protected readonly confirm = new Confirm(this);
	protected readonly asked = new Asked<T>(this);

	constructor() {
		super();
		this._problem = '';
		this._isBusy = false;
	}

	protected abstract load(signal: AbortSignal): Promise<T>;

	protected readonly again = (): void => void this.asked.ask((signal) => this.load(signal));

	protected override willUpdate(changed: Map<string, unknown>): void {
		if (!changed.has('project') && !changed.has('session')) return;
		this.asked.forget();
		this._problem = '';
		void this.asked.ask((signal) => this.load(signal));
	}

	/** Makes a change and asks for the list again, also when it failed: what is on the screen is what is the case. */
	protected async change<R>(said: string, work: () => Promise<R>): Promise<R | undefined> {
		if (this._isBusy) return undefined;
		this._isBusy = true;
		this._problem = '';
		try {
			const done = await work();
			if (said !== '') say(this, said);
			return done;
		} catch (error) {
			this._problem = messageOf(error);
			return undefined;
		} finally {
			this._isBusy = false;
			this.again();
		}
	}
}

/** The fields of a form by their names, as text. */
export function valuesOf(form: HTMLFormElement): Readonly<Record<string, string>> {
	return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value).trim()]));
}

/** Of a form's event; the browser is not to send it anywhere. */
export function submitted(event: Event): HTMLFormElement {
	event.preventDefault();
	return event.currentTarget as HTMLFormElement;
}
