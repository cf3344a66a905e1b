import { html, type TemplateResult } from 'lit';
import { say } from '../../texts/say.ts';
import { ageText } from '../shared/age-words.ts';
import type { ChannelFigures } from './channel-figures.ts';
import { msText } from './inspector-words.ts';

const HEADS = [
	['Position', 'Epoch and sequence number that the application has seen'],
	['Top', 'The highest sequence number that this client has heard of'],
	['Shown', 'Events delivered to the page'],
	['Doubles', 'Frames that the page had already'],
	['Gaps', 'Times that something was found missing'],
	['Rewinds', 'Times that it was asked for again after a gap'],
	['Resets', 'Times that a whole new state took the place of the old one'],
	['p50', 'How long half of the live events took at most, from the server’s stamp to the page'],
	['p99', 'How long 99 of 100 live events took at most, from the server’s stamp to the page'],
	['Last event', 'When the last event was shown'],
] as const;

const notable = (count: number, locale: string | undefined): TemplateResult =>
	html`<td class=${count > 0 ? 'number notable' : 'number'}>${count.toLocaleString(locale)}</td>`;

function row(figures: ChannelFigures, { now, chosen: which, choose, locale }: ChannelsLook): TemplateResult {
	const chosen = figures.name === which;
	const { name, label, epoch, seq, top, delivered, duplicates, gaps, rewinds, resets, eventAt } = figures;
	const behind = seq !== undefined && top > seq;
	return html`<tr>
		<th scope="row">
			<button class="link" aria-pressed=${chosen} title=${say(locale, 'Show only frames of {name}', { name })} @click=${() => choose(chosen ? '' : name)}>
				${label}
			</button>
		</th>
		<td class="position"><span class="epoch" title=${epoch}>${epoch.slice(0, 4)}</span> ${seq ?? '–'}</td>
		<td class=${behind ? 'number notable' : 'number'}>${top}</td>
		<td class="number">${delivered.toLocaleString(locale)}</td>
		<td class="number">${duplicates.toLocaleString(locale)}</td>
		${notable(gaps, locale)} ${notable(rewinds, locale)}
		<td class="number">${resets.toLocaleString(locale)}</td>
		<td class="number">${msText(figures.latency(0.5), locale)}</td>
		<td class="number">${msText(figures.latency(0.99), locale)}</td>
		<td class="number">${eventAt === undefined ? '–' : ageText(now - eventAt, locale)}</td>
	</tr>`;
}

interface ChannelsLook {
	readonly channels: readonly ChannelFigures[];
	/** In ms of the server's clock. */
	readonly now: number;
	readonly chosen: string;
	readonly choose: (channel: string) => void;
	readonly locale: string | undefined;
}

/** One line a channel; choosing one shows only its frames. */
export function channelsView(look: ChannelsLook): TemplateResult {
	const { channels, locale } = look;
	return html`<div class="channels" tabindex="0" role="region" aria-label=${say(locale, 'Channels')}>
		<table>
			<thead>
				<tr>
					<th scope="col">${say(locale, 'Channel')}</th>
					${HEADS.map(([name, means]) => html`<th scope="col" title=${say(locale, means)}>${say(locale, name)}</th>`)}
				</tr>
			</thead>
			<tbody>
				${channels.map((figures) => row(figures, look))}
			</tbody>
		</table>
	</div>`;
}
