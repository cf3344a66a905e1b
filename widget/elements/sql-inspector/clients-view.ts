import { html, type TemplateResult } from 'lit';
import { say } from '../../texts/say.ts';
import { clockText, connectionText } from './inspector-words.ts';
import type { ClientLog } from './ledger.ts';
import { toneOfStatus } from './tones.ts';

/** What a client is called where there is little room. */
export const nameOf = ({ page, id }: ClientLog, locale: string | undefined): string =>
	page || say(locale, 'Client {id}', { id: id.slice(0, 6) });

function hostOf(server: string): string {
	try {
		return new URL(server).host;
	} catch {
		return server;
	}
}

interface ClientsLook {
	readonly chosen: ClientLog | undefined;
	readonly choose: (client: ClientLog) => void;
	readonly locale: string | undefined;
}

/** Those that can be looked at, the newest last. */
export function clientsView(clients: readonly ClientLog[], { chosen, choose, locale }: ClientsLook): TemplateResult {
	return html`<nav class="clients" aria-label=${say(locale, 'Clients')}>
		<h2>${say(locale, '{clients:# client|# clients}', { clients: clients.length })}</h2>
		<ul>
			${clients.map((client) => {
				const { status = 'unknown', transport = '', at = client.firstAt } = client.connection ?? {};
				return html`<li>
					<button aria-pressed=${client === chosen} @click=${() => choose(client)}>
						<span class="name">${nameOf(client, locale)}</span>
						<span class="state"><i class="dot ${toneOfStatus(status)}"></i>${connectionText(status, transport, locale)}</span>
						<span class="more">${say(locale, 'since {time}', { time: clockText(at).slice(0, 8) })}${client.server ? html` · ${hostOf(client.server)}` : ''}</span>
					</button>
				</li>`;
			})}
		</ul>
	</nav>`;
}
