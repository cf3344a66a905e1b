/** With what a project's webhooks are signed: made when it is first needed, kept under the server's keys. */
import { randomBytes } from 'node:crypto';
import { type Executor, statement } from '../database/database.ts';
import type { Keyring } from '../sources/keyring.ts';
import { SECRET_PREFIX } from './sign.ts';

interface SecretRow {
	readonly sealed: string;
	readonly former: string | null;
}

const insertSecret = statement<never>(import.meta.url, 'insert-secret');
const selectSecret = statement<SecretRow>(import.meta.url, 'select-secret');
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
