import { html, type TemplateResult } from 'lit';
import { say } from '../../texts/say.ts';

interface ToolbarLook {
	/** The name of the recording that is shown; undefined: live. */
	readonly recording: string | undefined;
	readonly clients: number;
	/** Of the frames of all clients. */
	readonly count: number;
	readonly paused: boolean;
	readonly pause: (paused: boolean) => void;
	readonly clear: () => void;
	readonly save: () => void;
	readonly goLive: () => void;
	readonly read: (file: File) => void;
	readonly locale: string | undefined;
}

function liveButtons({ count, paused, pause, clear, save, locale }: ToolbarLook): TemplateResult {
	return html`<button aria-pressed=${paused} ?disabled=${count === 0} @click=${() => pause(!paused)}>
			${say(locale, paused ? 'Resume' : 'Pause')}
		</button>
		<button ?disabled=${count === 0} @click=${clear}>${say(locale, 'Clear')}</button>
		<button ?disabled=${count === 0} title=${say(locale, 'The file holds what the charts show')} @click=${save}>${say(locale, 'Save')}</button>`;
}

/** Where what is shown comes from, and what can be done with the whole of it. */
export function toolbarView(look: ToolbarLook): TemplateResult {
	const { recording, clients, count, paused, goLive, read, locale } = look;
	const live = recording === undefined;
	const onFile = (event: Event) => {
		const input = event.currentTarget as HTMLInputElement;
		const file = input.files?.[0];
		if (file) read(file);
		input.value = '';
	};
	const pick = (event: Event) => {
		const input = (event.currentTarget as HTMLElement).nextElementSibling;
		if (input instanceof HTMLInputElement) input.click();
	};
	return html`<div class="toolbar">
		<div class="source">
			<i class="dot ${live ? (paused ? 'warning' : 'good') : 'quiet'}"></i>
			<b>${live ? say(locale, paused ? 'Live, paused' : 'Live') : recording}</b>
			<span>${clients > 1 ? say(locale, '{frames:# frame|# frames} in all', { frames: count }) : ''}</span>
		</div>
		${live ? liveButtons(look) : html`<button @click=${goLive}>${say(locale, 'Go live')}</button>`}
		<button @click=${pick}>${say(locale, 'Open recording…')}</button>
		<input type="file" accept=".ndjson,.jsonl,application/x-ndjson" aria-label=${say(locale, 'A recording')} @change=${onFile} />
	</div>`;
}
