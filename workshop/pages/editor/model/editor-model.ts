/** What the editor's page knows and does beside its tabs: sources and their schemas, runs, plans and charts. */
import type { ProjectSession } from '../../../app/session.ts';
import { ApiError } from '../../../shared/api.ts';
import { contentOfChart, type Declaration, declarationOf, withTyped } from '../pure/declaration.ts';
import { entriesOf, paramsIn, problemOf, runParams, typeOf } from '../pure/params.ts';
import type { Engine } from '../pure/sql-tokens.ts';
import { Schemas } from './schemas.ts';
import { TabsModel } from './tabs-model.ts';
import type { ListedSource, RunRecord, StoredChart } from './wire.ts';

const named = (kind: string, name: string): string => `/${kind}/${encodeURIComponent(name)}`;

function missing(error: unknown): undefined {
	if (error instanceof ApiError && error.status === 404) return undefined;
	throw error;
}

export class EditorModel extends TabsModel {
	readonly schemas: Schemas;
	/** Undefined until they are known. */
	sources: readonly ListedSource[] | undefined;
	/** True between the wish for a run and the server's word that it has it. */
	submitting = false;
	/** True when sources or drafts could not be had: `begin` asks again. */
	isUnreached = false;

	constructor(session: ProjectSession, changed: () => void) {
		super(session, changed);
		this.schemas = new Schemas(session.api, changed);
	}

	get engine(): Engine {
		return this.sources?.find(({ name }) => name === this.tab.source)?.engine === 'mysql' ? 'mysql' : 'postgresql';
	}

	async begin(): Promise<void> {
		this.isUnreached = false;
		await this.attempt(async () => {
			const { sources } = await this.session.api.ask<{ sources: readonly ListedSource[] }>('GET', '/sources');
			this.sources = sources;
		});
		const hasDrafts = await this.beginDrafts();
		this.isUnreached = this.sources === undefined || !hasDrafts;
		this.changed();
	}

	override end(): void {
		super.end();
		this.schemas.stop();
	}

	/** A tab that was opened before anybody had chosen is for the first source. */
	settleSource(): void {
		const { tab, sources } = this;
		const [first] = sources ?? [];
		if (tab.source === '' && first) this.changeTab(tab.id, { source: first.name });
		this.schemas.want(this.tab.source);
	}

	/** Runs the tab's SQL, or a part of it that begins at `from`. */
	async run(sql: string, from: number): Promise<void> {
		const { id } = this.tab;
		const run = await this.#start(sql, false);
		if (run) this.changeTab(id, { run, ran: { from, text: sql }, plan: '' });
	}

	/** Asks how the database would answer; `analyze`: it answers, and says how it went. */
	async explain(sql: string, how: true | 'analyze'): Promise<void> {
		const { id } = this.tab;
		const plan = await this.#start(sql, how);
		if (plan) this.changeTab(id, { plan });
	}

	/** Says why something is not done, and what to do. */
	refuse(problem: string): void {
		this.problem = problem;
		this.changed();
	}

	leavePlan(): void {
		this.changeTab(this.tab.id, { plan: '' });
	}

	/** Why the SQL cannot be run as it stands. */
	#obstacle(sql: string): string {
		const { source, params: entries } = this.tab;
		if (source === '') return 'Choose a source first: the database that the query is for.';
		if (sql.trim() === '') return 'There is nothing to run yet: write a query.';
		for (const param of paramsIn(sql, this.engine)) {
			const problem = problemOf(typeOf(param, entries), entries[param.name]?.text ?? '');
			if (problem) return `The value of ${param.name}: ${problem}.`;
		}
		return '';
	}

	async #start(sql: string, explain: boolean | 'analyze'): Promise<string | undefined> {
		const obstacle = this.#obstacle(sql);
		if (obstacle) {
			this.refuse(obstacle);
			return undefined;
		}
		const { source, params: entries } = this.tab;
		const params = runParams(paramsIn(sql, this.engine), entries);
		this.submitting = true;
		let run: string | undefined;
		await this.attempt(async () => {
			const body = { source, sql, params, ...(explain ? { explain } : {}) };
			({ run } = await this.session.api.ask<{ run: string }>('POST', '/runs', { body }));
		});
		this.submitting = false;
		this.changed();
		return run;
	}

	cancel(run: string): Promise<void> {
		return this.attempt(() => this.session.api.ask('DELETE', named('runs', run)));
	}

	/** The tab that shows the run, or a new one with its SQL: somebody else's, or one of the history. */
	openRun(run: string): Promise<void> {
		const open = this.bench.tabs.find((tab) => tab.run === run || tab.plan === run);
		if (open) {
			if (open.id !== this.bench.active) this.show(open.id);
			return Promise.resolve();
		}
		return this.attempt(async () => {
			const { source, sql, params, explain } = await this.session.api.ask<RunRecord>('GET', named('runs', run));
			const { id } = this.open({ source, sql, params: entriesOf(params) });
			this.changeTab(id, explain ? { plan: run } : { run, ran: { from: 0, text: sql } });
		});
	}

	openChart(name: string): Promise<void> {
		const open = this.bench.tabs.find(({ chart }) => chart?.name === name);
		if (open) return Promise.resolve(this.show(open.id));
		return this.attempt(async () => {
			const { declaration, revision } = await this.#chart(name);
			this.open(contentOfChart(name, declaration, revision));
		});
	}

	/**
	 * `query`: `table` and `columns` as `GET /v1/recipes/:name` takes them, the `source`, and `params`, what was typed for them.
	 */
	openRecipe(name: string, query: URLSearchParams): Promise<void> {
		return this.attempt(async () => {
			const asked = new URLSearchParams([...query].filter(([key]) => key === 'table' || key === 'columns'));
			const search = asked.size > 0 ? `?${asked}` : '';
			const recipe = await this.session.api.ask<Declaration>('GET', `${named('recipes', name)}${search}`);
			const source = query.get('source') ?? this.tab.source;
			const content = contentOfChart(name, { ...recipe, source }, undefined);
			this.open({ ...withTyped(content, query.get('params')), chart: null });
		});
	}

	#chart(name: string): Promise<StoredChart> {
		return this.session.api.ask<StoredChart>('GET', named('charts', name));
	}

	/**
	 * Saves the tab as a chart. `over`: also in the place of one that is not this tab's, or that somebody else has saved
	 * since. @throws ApiError chart_conflict, bad_request, unknown_source
	 */
	async saveChart(name: string, title: string, over: boolean): Promise<void> {
		const { tab } = this;
		const isSame = tab.chart?.name === name;
		const before = isSame || over ? await this.#chart(name).catch(missing) : undefined;
		const body = declarationOf({ ...tab, title }, this.engine, before?.declaration);
		const expected = over ? before?.revision : isSame ? tab.chart?.revision : undefined;
		const mustBeNew: Record<string, string> = isSame || over ? {} : { 'if-none-match': '*' };
		const headers = expected === undefined ? mustBeNew : { 'if-match': `"${expected}"` };
		const saved = await this.session.api.ask<{ revision?: number }>('PUT', named('charts', name), { body, headers });
		this.edit({ title, chart: { name, title, revision: saved.revision } });
	}
}
