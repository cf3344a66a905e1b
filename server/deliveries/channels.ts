/**
 * Where something is sent. The address of a webhook permits whoever has it to write there, so it is sealed before it is
 * stored and shown to nobody again: what is shown names its host and a reference, by which whoever saves the declaration
 * again says that it stays as it was.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { NamedError } from '../errors.ts';
import type { Keyring } from '../sources/keyring.ts';

export type DeliveryChannel =
	| { readonly kind: 'email'; readonly to: readonly string[] }
	| { readonly kind: 'slack'; readonly url: string }
	| { readonly kind: 'webhook'; readonly url: string };

export interface SealedChannel {
	readonly kind: 'slack' | 'webhook';
	/** The address, under the server's keys. */
	readonly sealed: string;
	readonly host: string;
	/** Of the address: equal ones are equal, and it is not to be had from it. */
	readonly ref: string;
}

/** As it is kept in schedules, alerts and deliveries. */
export type StoredChannel = Extract<DeliveryChannel, { kind: 'email' }> | SealedChannel;

/** As it is shown, and taken back for an address that stays. */
type ShownChannel = Extract<DeliveryChannel, { kind: 'email' }> | Omit<SealedChannel, 'sealed'>;

/** One address, without a name and without anything that a header could be broken with. */
const emailSchema = z.email().max(254);

const urlSchema = z
	.url({ protocol: /^https?$/ })
	.max(2_000)
	.refine((text) => {
		const { username, password } = new URL(text);
		return username === '' && password === '';
	}, 'must name no user and no password');

const kept = { host: z.string().min(1).max(300), ref: z.string().regex(/^[0-9a-f]{16}$/) };

/** What a declaration gives: an address, or the reference of one that it had before. */
export const channelSchema = z.union([
	z.strictObject({ kind: z.literal('email'), to: z.array(emailSchema).min(1).max(50) }),
	z.strictObject({ kind: z.enum(['slack', 'webhook']), url: urlSchema }),
	z.strictObject({ kind: z.enum(['slack', 'webhook']), ...kept }),
]);

/** Of one schedule or alert: each is sent a message of their own. */
const MOST_RECIPIENTS = 100;

export const channelsSchema = z
	.array(channelSchema)
	.max(20)
	.superRefine((channels, context) => {
		const recipients = recipientsOf(channels);
		if (recipients <= MOST_RECIPIENTS) return;
		const message = `have ${recipients} recipients together, and may have ${MOST_RECIPIENTS}; write to a mailing list`;
		context.addIssue({ code: 'custom', message });
	});

export type GivenChannel = z.infer<typeof channelSchema>;

/** To how many addresses they lead. */
export const recipientsOf = (channels: readonly (GivenChannel | StoredChannel)[]): number =>
	channels.reduce((sum, channel) => sum + (channel.kind === 'email' ? channel.to.length : 1), 0);

const CONTEXT = 'delivery channel';

/** Of 128 random bits and more, as such addresses have, nothing is learnt from a part of their hash. */
const refOf = (url: string): string => createHash('sha256').update(url).digest('hex').slice(0, 16);

interface SealOptions {
	readonly keys: Keyring;
	readonly project: string;
	/** Those that the declaration had before. */
	readonly stored: readonly StoredChannel[];
}

/** @throws NamedError bad_request, for a reference that is none of what was stored */
export function sealChannels(given: readonly GivenChannel[], options: SealOptions): readonly StoredChannel[] {
	return given.map((channel, index) => sealChannel(channel, index, options));
}

function sealChannel(channel: GivenChannel, index: number, { keys, project, stored }: SealOptions): StoredChannel {
	if (channel.kind === 'email') return channel;
	const same = (ref: string) => stored.find((each) => 'ref' in each && each.ref === ref && each.kind === channel.kind);
	if ('url' in channel) {
		const ref = refOf(channel.url);
		// Sealed once: what has not changed is not another declaration.
		const known = same(ref);
		if (known !== undefined) return known;
		const sealed = keys.seal(channel.url, `${CONTEXT} ${project}`);
		return { kind: channel.kind, sealed, host: new URL(channel.url).host, ref };
	}
	const known = same(channel.ref);
	if (known !== undefined) return known;
	const message = `channels.${index}: no address is stored under the reference "${channel.ref}"; give its "url".`;
	throw new NamedError('bad_request', message);
}

/** Without any secret. */
export function shownChannel(channel: StoredChannel): ShownChannel {
	if (channel.kind === 'email') return channel;
	const { sealed: _sealed, ...shown } = channel;
	return shown;
}

/** @throws NamedError key_missing */
export function openChannel(keys: Keyring, project: string, channel: StoredChannel): DeliveryChannel {
	if (channel.kind === 'email') return channel;
	return { kind: channel.kind, url: keys.open(channel.sealed, `${CONTEXT} ${project}`) };
}

/** Under the first key. @throws NamedError key_missing */
export function resealChannel(keys: Keyring, project: string, channel: StoredChannel): StoredChannel {
	if (channel.kind === 'email' || keys.isCurrent(channel.sealed)) return channel;
	const context = `${CONTEXT} ${project}`;
	return { ...channel, sealed: keys.seal(keys.open(channel.sealed, context), context) };
}
