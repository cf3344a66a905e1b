/** Where an alert is told, as fields. Pure. */
import type { Channel } from './alert-types.ts';

export interface ChannelFields {
	readonly kind: Channel['kind'];
	/** Addresses with commas between them, or one of a webhook; '' for one that stays as it is stored. */
	readonly address: string;
	/** Of an address that is stored and shown to nobody. */
	readonly stored?: { readonly host: string; readonly ref: string };
}

export const NEW_CHANNEL: ChannelFields = { kind: 'email', address: '' };

export function channelFieldsOf(channel: Channel): ChannelFields {
	if (channel.kind === 'email') return { kind: 'email', address: channel.to.join(', ') };
	if ('url' in channel) return { kind: channel.kind, address: channel.url };
	return { kind: channel.kind, address: '', stored: { host: channel.host, ref: channel.ref } };
}

const EMAIL = /^[^\s@,]+@[^\s@,]+\.[^\s@,]+$/;

/** @returns what is wrong, in words, in place of a channel. */
export function channelOf({ kind, address, stored }: ChannelFields): Channel | string {
	const text = address.trim();
	if (kind === 'email') {
		const to = text.split(/[\s,;]+/).filter((each) => each !== '');
		if (to.length === 0) return 'Give an address, such as ops@example.com.';
		const wrong = to.find((each) => !EMAIL.test(each));
		return wrong === undefined ? { kind, to } : `“${wrong}” is no address of a mailbox.`;
	}
	if (text === '' && stored !== undefined) return { kind, ...stored };
	try {
		const url = new URL(text);
		if (url.protocol === 'https:' || url.protocol === 'http:') return { kind, url: text };
	} catch {
		// Said below.
	}
	return 'Give the whole address, such as https://hooks.example.com/….';
}
