/** Addresses of webhooks and secrets of signatures, encrypted under the first key of the server wherever they are not yet. */
import { type Bindable, type Executor, type Statement, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import type { Keyring } from '../sources/keyring.ts';
import { resealChannel, type StoredChannel } from './channels.ts';
import { resealWebhookSecrets } from './secrets.ts';

const KINDS = ['schedule', 'alert', 'time', 'delivery'] as const;
type Kind = (typeof KINDS)[number];

interface SealedRow {
	readonly kind: Kind;
	readonly key: string;
	readonly project: string;
	readonly channels: readonly StoredChannel[];
}

const selectSealed = statement<SealedRow>(import.meta.url, 'select-sealed-channels');
const update = Object.fromEntries(
	KINDS.map((kind) => [kind, statement<{ project: string }>(import.meta.url, `reseal-${kind}`)]),
) as Record<Kind, Statement<{ project: string }>>;

interface Resealed {
	readonly changed: number;
	/** How many no key opens: whoever declared them has to give the address again. */
	readonly lost: number;
}

/** Undefined where no key opens one of them. */
function resealed(keys: Keyring, { project, channels }: SealedRow): readonly StoredChannel[] | undefined {
	try {
		return channels.map((channel) => resealChannel(keys, project, channel));
	} catch (error) {
		if (error instanceof NamedError && error.code === 'key_missing') return undefined;
		throw error;
	}
}

/** What cannot be opened stays as it is, and keeps no server from starting: it is told where it is to be sent. */
async function resealChannels(on: Executor, keys: Keyring): Promise<Resealed> {
	let [changed, lost] = [0, 0];
	for (const row of await selectSealed(on, [keys.currentPrefix])) {
		const { kind, key, project, channels } = row;
		if (channels.every((channel) => channel.kind === 'email' || keys.isCurrent(channel.sealed))) continue;
		const next = resealed(keys, row);
		if (next === undefined) lost += 1;
		else changed += (await update[kind](on, [project, key, next, channels] as Bindable[])).length;
	}
	return { changed, lost };
}

/** In how many places. */
export async function resealDeliveries(on: Executor, keys: Keyring): Promise<Resealed> {
	const secrets = await resealWebhookSecrets(on, keys);
	const channels = await resealChannels(on, keys);
	return { changed: secrets.changed + channels.changed, lost: secrets.lost + channels.lost };
}
