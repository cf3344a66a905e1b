import '../../../widget/define.ts';
import { equal, ok, page, painted, series, until } from './support.ts';

/** A socket to a server that answers at once, and keeps what it was asked. */
class CountedSocket {
	static readonly all: CountedSocket[] = [];
	readonly asked: string[] = [];
	readonly protocol = 'chartwire.v1';
	onopen: (() => void) | undefined;
	onmessage: ((message: { readonly data: string }) => void) | undefined;

	constructor() {
		CountedSocket.all.push(this);
		setTimeout(() => this.onopen?.());
	}

	#say(message: object): void {
		setTimeout(() => this.onmessage?.({ data: JSON.stringify(message) }));
	}

	send(text: string): void {
		const { type, id } = JSON.parse(text) as { type: string; id: number };
		const at = Date.now();
		this.asked.push(type);
		if (type === 'hello') this.#say({ type: 'welcome', session: 's1', at, pingMs: 25_000, reconnectSpreadMs: 0 });
		if (type !== 'subscribe') return;
		const place = { channel: 'c1', epoch: 'e1', seq: 1 };
		this.#say({ type: 'subscribed', id, ...place, recovered: false });
		this.#say({ type: 'reset', ...place, at, snapshot: { result: series([1, 2, 3]) } });
	}

	close(): void {}
}

describe('a chart that is moved in its page', () => {
	it('keeps its connection and its subscription', async () => {
		page();
		const before = globalThis.WebSocket;
		globalThis.WebSocket = CountedSocket as unknown as typeof WebSocket;
		try {
			document.body.innerHTML = `<section></section><section></section>
				<sql-chart server="http://charts.test" chart="revenue" token="t" loading="eager"></sql-chart>`;
			const chart = document.querySelector('sql-chart');
			ok(chart, 'a chart');
			const canvas = () => chart.shadowRoot?.querySelector('canvas');
			await until('a picture', canvas);
			for (const place of document.querySelectorAll('section')) {
				place.append(chart);
				await until('a picture again', canvas);
			}
			chart.remove();
			await painted();
			document.body.append(chart);
			await until('a picture after it was away', canvas);
			equal(CountedSocket.all.length, 1, 'sockets');
			equal(CountedSocket.all[0]?.asked, ['hello', 'subscribe']);
		} finally {
			document.body.replaceChildren();
			globalThis.WebSocket = before;
		}
	});
});
