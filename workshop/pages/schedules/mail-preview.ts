import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { ProjectSession } from '../../app/session.ts';
import { Asked } from '../../shared/asked.ts';
import { partStyles, waitingFor } from '../../shared/parts.ts';
import { pageStyles } from '../../shared/styles.ts';
import { dress, type FramedMail, framed } from './mail-frame.ts';
import type { Declaration } from './schedule.ts';

interface MailPreview {
	readonly subject: string;
	readonly state: 'sent' | 'skipped' | 'failed';
	readonly reason: string | null;
	readonly html: string;
	readonly files: readonly string[];
}

type Shown = MailPreview & { readonly frame: FramedMail };

function wordsOf({ state, reason }: MailPreview): string {
	if (state === 'skipped') return `Now nothing would be sent: ${reason ?? ''}.`;
	return reason === null ? '' : `Some of it is missing: ${reason}`;
}

/** `<workshop-mail-preview>`: the mail that a schedule would send now, with the answers of now. */
export class WorkshopMailPreview extends LitElement {
	static override readonly styles = [
		pageStyles,
		partStyles,
		css`
			:host {
				display: grid;
				gap: 8px;
				grid-template-columns: minmax(0, 1fr);
			}
			iframe {
				inline-size: 100%;
				min-block-size: 480px;
				border: 1px solid var(--line);
				border-radius: 8px;
				background: var(--sunken);
			}
			.skeleton {
				min-block-size: 480px;
			}
		`,
	];
	static override readonly properties: PropertyDeclarations = {
		session: { attribute: false },
		declaration: { attribute: false },
		name: {},
	};
	declare session: ProjectSession;
	declare declaration: Omit<Declaration, 'channels' | 'enabled' | 'warmMinutes'>;
	/** '': it is not saved yet. */
	declare name: string;
	readonly #asked = new Asked<Shown>(this);

	readonly #ask = (): void => {
		const { title, cron, timeZone, target, attach, only, locale, theme } = this.declaration;
		const body = { title, cron, timeZone, target, attach, only, locale, theme, ...(this.name && { name: this.name }) };
		void this.#asked.ask(async (signal) => {
			const mail = await this.session.api.ask<MailPreview>('POST', '/schedules/preview/mail', { body, signal });
			return { ...mail, frame: framed(mail.html) };
		});
	};

	protected override willUpdate(changed: Map<string, unknown>): void {
		if (changed.has('declaration')) this.#ask();
	}

	#mail(shown: Shown): TemplateResult {
		const { subject, files, frame } = shown;
		const words = wordsOf(shown);
		const onLoad = ({ target }: Event): void => dress(target as HTMLIFrameElement, frame.css);
		return html`
			<p><span class="muted small">Subject</span> <strong>${subject}</strong></p>
			${words ? html`<p class="small problem">${words}</p>` : nothing}
			<iframe title=${`The mail “${subject}”`} sandbox="allow-same-origin allow-top-navigation-by-user-activation" .srcdoc=${frame.html} @load=${onLoad}></iframe>
			${files.length > 0 ? html`<p class="small muted">Attached: ${files.join(', ')}</p>` : nothing}`;
	}

	protected override render(): TemplateResult {
		const shown = this.#asked.value;
		return html`${waitingFor(this.#asked, this.#ask)}${shown ? this.#mail(shown) : nothing}`;
	}
}
