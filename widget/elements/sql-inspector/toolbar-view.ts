import { html, type TemplateResult } from 'lit';
import { countText } from '../shared/age-words.ts';

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
}

function liveButtons({ count, paused, pause, clear, save }: ToolbarLook): TemplateResult {
	return html`<button aria-pressed=${paused} ?disabled=${count === 0} @click=${() => pause(!paused)}>
			${paused ? 'Resume' : 'Pause'}
		</button>
		<button ?disabled=${count === 0} @click=${clear}>Clear</button>
		<button ?disabled=${count === 0} title="The file holds what the charts show" @click=${save}>Save</button>`;
}

/** Where what is shown comes from, and what can be done with the whole of it. */
export function toolbarView(look: ToolbarLook): TemplateResult {
	const { recording, clients, count, paused, goLive, read } = look;
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
			<b>${live ? (paused ? 'Live, paused' : 'Live') : recording}</b>
			<span>${clients > 1 ? `${countText(count, 'frame')} in all` : ''}</span>
		</div>
		${live ? liveButtons(look) : html`<button @click=${goLive}>Go live</button>`}
		<button @click=${pick}>Open recording…</button>
		<input type="file" accept=".ndjson,.jsonl,application/x-ndjson" aria-label="A recording" @change=${onFile} />
	</div>`;
}
