/** With what a project's webhooks are signed: made when it is first needed, kept under the server's keys. */
import { randomBytes } from 'node:crypto';
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import type { Keyring } from '../sources/keyring.ts';
import { SECRET_PREFIX } from './sign.ts';

interface SecretRow {
	readonly sealed: string;
	readonly former: string | null;
}

const insertSecret = statement<never>(import.meta.url, 'insert-secret');
const selectSecret = statement<SecretRow>(import.meta.url, 'select-secret');
const selectSecrets = statement<SecretRow & { readonly project: string }>(import.meta.url, 'select-sealed-secrets');
const resealSecret = statement<{ project: string }>(import.meta.url, 'reseal-secret');
const rotateSecret = statement<never>(import.meta.url, 'rotate-secret');

const SECRET_BYTES = 32;
/** For so long a receiver that knows only the former one goes on. */
const FORMER_COUNTS_HOURS = 24;

const contextOf = (project: string) => `webhook secret ${project}`;

const newSecret = (keys: Keyring, project: string) =>
	keys.seal(SECRET_PREFIX + randomBytes(SECRET_BYTES).toString('base64'), contextOf(project));

/** Those that count now, the current one first. @throws NamedError key_missing */
export async function webhookSecrets(on: Executor, keys: Keyring, project: string): Promise<readonly string[]> {
	await insertSecret(on, [project, newSecret(keys, project)]);
	const [row] = await selectSecret(on, [project, FORMER_COUNTS_HOURS]);
	const sealed = [row?.sealed, row?.former].filter((each) => each !== null && each !== undefined);
	return sealed.map((each) => keys.open(each, contextOf(project)));
}

/** The former one counts for a day longer. */
export async function rotateWebhookSecret(on: Executor, keys: Keyring, project: string): Promise<void> {
	await rotateSecret(on, [project, newSecret(keys, project)]);
}

/** Under the first key. A secret that no key opens stays as it is: its project's webhooks say so when they are to be sent. */
export async function resealWebhookSecrets(on: Executor, keys: Keyring) {
	let [changed, lost] = [0, 0];
	for (const { project, sealed, former } of await selectSecrets(on, [])) {
		if ([sealed, former].every((each) => each === null || keys.isCurrent(each))) continue;
		const again = (text: string) => keys.seal(keys.open(text, contextOf(project)), contextOf(project));
		try {
			const values = [project, again(sealed), former && again(former), sealed, former];
			changed += (await resealSecret(on, values as Bindable[])).length;
		} catch (error) {
			if (!(error instanceof NamedError) || error.code !== 'key_missing') throw error;
			lost += 1;
		}
	}
	return { changed, lost };
}
