/** What each kind of person is answered by a route. */

export const ACTORS = ['stranger', 'foreign', 'viewer', 'author', 'manager', 'installation'] as const;
/**
 * `foreign` manages another project and nothing of this one; `installation` administrates it all and is no member: at the
 * account's part it comes with its cookie, as they all do, and elsewhere with its cookie and no token.
 */
export type Actor = (typeof ACTORS)[number];

/** 'ok', or the code of the refusal; `no_project` stands for a project that is said not to exist. */
export type Outcomes = Readonly<Record<Actor, string>>;

export interface RouteEntry {
	/** As it is asked, with the names of the test's objects. */
	readonly path: string;
	readonly body?: object | undefined;
	readonly outcomes: Outcomes;
}

const of = (outcomes: readonly string[]): Outcomes =>
	Object.fromEntries(ACTORS.map((actor, index) => [actor, outcomes[index] ?? ''])) as Outcomes;

export const all = (outcome: string) => of(ACTORS.map(() => outcome));
export const signedIn = (outcome: string) => of(['session_missing', ...Array<string>(5).fill(outcome)]);
/** Of the project, and of the installation. */
export const managers = (outcome: string) =>
	of(['session_missing', 'no_project', 'not_allowed', 'not_allowed', outcome, outcome]);
export const installation = (outcome: string) =>
	of(['session_missing', ...Array<string>(4).fill('not_allowed'), outcome]);
export const members = (outcome: string) =>
	of(['session_missing', 'no_project', outcome, outcome, outcome, 'no_project']);

/** By token: whoever is no member of this project has another one's. */
export const authors = (outcome: string, foreign = outcome) =>
	of(['token_missing', foreign, 'not_allowed', outcome, outcome, 'token_missing']);
export const ownRun = (outcome: string) =>
	of(['token_missing', 'unknown_run', 'unknown_run', outcome, outcome, 'token_missing']);
export const viewers = (outcome: string, foreign = outcome) =>
	of(['token_missing', foreign, outcome, outcome, outcome, 'token_missing']);
export const projectManagers = (outcome: string) =>
	of(['token_missing', outcome, 'not_allowed', 'not_allowed', outcome, 'token_missing']);

/** Nothing has this id. */
export const NOBODY = '00000000-0000-4000-8000-000000000000';
