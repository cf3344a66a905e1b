/** Whom an alert tells, as fields. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Extras, Problems } from './alert-fields.ts';
import { type ChannelFields, NEW_CHANNEL } from './channel-fields.ts';

export interface ChannelsView {
	readonly extras: Extras;
	readonly problems: Problems;
	readonly change: (extras: Partial<Extras>) => void;
	/** Sends a message to one of them. */
	readonly test: (channel: ChannelFields) => void;
}

const KINDS = [
	['email', 'Mail'],
	['slack', 'Chat (Slack and compatible)'],
	['webhook', 'Signed webhook'],
] as const;

const without = <T>(list: readonly T[], index: number): readonly T[] => list.filter((_, each) => each !== index);

function channelRow(view: ChannelsView, channel: ChannelFields, index: number): TemplateResult {
	const { extras, problems, change, test } = view;
	const { kind, address, stored } = channel;
	const problem = problems[`channel.${index}`];
	const set = (more: Partial<ChannelFields>): void =>
		change({ channels: extras.channels.map((each, at) => (at === index ? { ...each, ...more } : each)) });
	const setKind = ({ target }: Event): void => {
		const chosen = KINDS.find(([value]) => value === (target as HTMLSelectElement).value)?.[0] ?? 'email';
		// An address that is stored is one of its kind.
		change({
			channels: extras.channels.map((each, at) => (at === index ? { kind: chosen, address: each.address } : each)),
		});
	};
	const placeholder = stored ? `stays: ${stored.host}` : kind === 'email' ? 'ops@example.com, …' : 'https://…';
	const number = index + 1;
	return html`<li>
		<select aria-label=${`Way ${number}`} @change=${setKind}>${KINDS.map(([value, text]) => html`<option value=${value} ?selected=${value === kind}>${text}</option>`)}</select>
		<input aria-label=${`Address ${number}`} .value=${address} placeholder=${placeholder} autocomplete="off" spellcheck="false" autocapitalize="off" aria-invalid=${problem === undefined ? nothing : 'true'} aria-describedby=${problem === undefined ? nothing : `channel-${index}-problem`} @input=${({ target }: Event) => set({ address: (target as HTMLInputElement).value })}>
		<div class="row">
			<wa-button size="s" appearance="outlined" ?disabled=${address.trim() === ''} @click=${() => test(channel)}>Test<span class="sr"> address ${number}</span></wa-button>
			<wa-button size="s" appearance="plain" @click=${() => change({ channels: without(extras.channels, index) })}><wa-icon name="trash" label=${`Remove address ${number}`}></wa-icon></wa-button>
		</div>
		${problem === undefined ? nothing : html`<p class="problem small" id=${`channel-${index}-problem`}>${problem}</p>`}
	</li>`;
}

const check = (text: string, isOn: boolean, set: (isOn: boolean) => void): TemplateResult =>
	html`<label class="choice"><input type="checkbox" .checked=${isOn} @change=${({ target }: Event) => set((target as HTMLInputElement).checked)}>${text}</label>`;

export function channelsPart(view: ChannelsView): TemplateResult {
	const { extras, change } = view;
	const { channels, picture, csv } = extras;
	return html`<section aria-labelledby="told"><h2 id="told">Who is told</h2>
		<p class="muted small">Once when it fires, and once when it has recovered. Those who follow it are told in their inbox as well; you do, once you have saved it.</p>
		<ul class="channels">${channels.map((channel, index) => channelRow(view, channel, index))}</ul>
		<div><wa-button size="s" appearance="outlined" @click=${() => change({ channels: [...channels, NEW_CHANNEL] })}><wa-icon slot="start" name="add" aria-hidden="true"></wa-icon>Add an address</wa-button></div>
		${
			channels.length === 0
				? nothing
				: html`<fieldset><legend>With it goes</legend>
			${check('a picture of the chart', picture, (isOn) => change({ picture: isOn }))}
			${check('its rows as CSV', csv, (isOn) => change({ csv: isOn }))}</fieldset>`
		}
	</section>`;
}
