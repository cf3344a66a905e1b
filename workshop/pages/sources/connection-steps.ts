/** 'Test connection' as it went, step by step: what the server answers names only where it ended. Pure. */
type Step = 'ssh' | 'name' | 'port' | 'tls' | 'login' | 'permission';

export interface ConnectionWarning {
	readonly code: string;
	readonly message: string;
}

/** As `POST /v1/sources/test` answers. */
export type ConnectionTest =
	| { readonly ok: true; readonly version: string; readonly warnings: readonly ConnectionWarning[] }
	| { readonly ok: false; readonly step: Step; readonly message: string };

export interface TestedStep {
	readonly title: string;
	readonly outcome: 'passed' | 'failed' | 'untried';
}

const TITLES: Readonly<Record<Step, string>> = {
	ssh: 'The tunnel opens, and its host has the pinned key',
	name: 'The host’s name has an address',
	port: 'A database answers there',
	tls: 'The connection is encrypted as demanded',
	login: 'The role may log in',
	permission: 'The role may read',
};
const ORDER = ['ssh', 'name', 'port', 'tls', 'login', 'permission'] as const;

export interface Way {
	readonly hasTunnel: boolean;
	readonly hasTls: boolean;
}

/** In the order in which they are tried; those that this way does not have are left out, unless it is there that it failed. */
export function stepsOf(test: ConnectionTest, { hasTunnel, hasTls }: Way): readonly TestedStep[] {
	const failed = test.ok ? undefined : test.step;
	const steps = ORDER.filter(
		(step) => step === failed || ((step !== 'ssh' || hasTunnel) && (step !== 'tls' || hasTls)),
	);
	const end = failed === undefined ? steps.length : steps.indexOf(failed);
	return steps.map((step, index) => ({
		title: TITLES[step],
		outcome: index < end ? 'passed' : index === end ? 'failed' : 'untried',
	}));
}
