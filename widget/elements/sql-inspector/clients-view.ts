import { html, type TemplateResult } from 'lit';
import { clockText, connectionText } from './inspector-words.ts';
import type { ClientLog } from './ledger.ts';
import { toneOfStatus } from './tones.ts';

/** What a client is called where there is little room. */
export const nameOf = ({ page, id }: ClientLog): string => page || `Client ${id.slice(0, 6)}`;

function hostOf(server: string): string {
	try {
		return new URL(server).host;
	} catch {
		return server;
	}
}

/** Those that can be looked at, the newest last. */
export function clientsView(
	clients: readonly ClientLog[],
	chosen: ClientLog | undefined,
	choose: (client: ClientLog) => void,
): TemplateResult {
	return html`<nav class="clients" aria-label="Clients">
		<h2>${clients.length === 1 ? '1 client' : `${clients.length} clients`}</h2>
		<ul>
			${clients.map((client) => {
				const { status = 'unknown', transport = '', at = client.firstAt } = client.connection ?? {};
				return html`<li>
					<button aria-pressed=${client === chosen} @click=${() => choose(client)}>
						<span class="name">${nameOf(client)}</span>
						<span class="state"><i class="dot ${toneOfStatus(status)}"></i>${connectionText(status, transport)}</span>
						<span class="more">since ${clockText(at).slice(0, 8)}${client.server ? html` · ${hostOf(client.server)}` : ''}</span>
					</button>
				</li>`;
			})}
		</ul>
	</nav>`;
}
