import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Bearer } from '../../../server/auth/tokens.ts';
import { GatewayCounts } from '../../../server/gateway/counts.ts';
import type { Hub, TickListener } from '../../../server/gateway/hub.ts';
import type { Outgoing } from '../../../server/gateway/outgoing.ts';
import type { Connection } from '../../../server/gateway/session-parts.ts';
import { Sessions } from '../../../server/gateway/sessions.ts';
import type { ServerMessage } from '../../../widget/protocol.ts';
import { quietLog } from '../../support/log.ts';
import { until } from '../../support/until.ts';

type Said = Extract<ServerMessage, { readonly reconnectSpreadMs?: number }>;

async function room(viewers: number) {
	const ticks: TickListener[] = [];
	const hub = { onTick: (listener: TickListener) => void ticks.push(listener) } as unknown as Hub;
	const limits = { perNode: 50_000, perAddress: 50_000, perToken: 50_000 };
	const bearer = { expiresAt: Date.now() + 3_600_000 } as Bearer;
	const doors = { admit: async () => bearer, refusal: () => undefined };
	const resolve = () => Promise.reject(new Error('nobody subscribes here'));
	const deps = { hub, log: quietLog, pingMs: 25_000, counts: new GatewayCounts(), doors, resolve };
	const sessions = new Sessions(
		{ ...deps, grants: { isUnsettled: false, mayWatch: () => true }, record: () => undefined },
		limits,
	);
	const sent: Outgoing[] = [];
	const connection: Connection = {
		transport: 'websocket',
		send: (message) => void sent.push(message),
		close: () => undefined,
		buffered: () => 0,
		batch: (work: () => void) => work(),
		terminate: () => undefined,
	};
	for (let index = 0; index < viewers; index += 1) {
		const session = sessions.open({ connection, address: 'a', caller: {} });
		session.receive(JSON.stringify({ type: 'hello', token: `token-${index}` }));
		if (index === 0) await until(() => sent.length === 1, { what: 'the first is welcome' });
	}
	await until(() => sent.length === viewers, { what: 'everybody is welcome' });
	return { sent, tick: (ms: number) => ticks.forEach((listener) => void listener(performance.now() + ms)) };
}

const spreadOf = ({ text }: Outgoing) => (JSON.parse(text) as Said).reconnectSpreadMs;

test('a ping tells whoever came early over how long the crowd of now should come back, in one frame for all', async () => {
	const { sent, tick } = await room(700);
	assert.equal(spreadOf(sent[0] as Outgoing), 1, 'the first was alone');
	sent.length = 0;
	tick(1_000);
	assert.equal(sent.length, 0, 'nobody is due');
	tick(25_100);
	assert.equal(sent.length, 700);
	assert.equal(new Set(sent).size, 1, 'one frame');
	assert.equal(spreadOf(sent[0] as Outgoing), 400, '700 of 7,000 take a tenth of 4 s');
});

test('a large crowd is spread over 4 s and no longer', async () => {
	const { sent } = await room(9_000);
	assert.equal(Math.max(...sent.map((each) => spreadOf(each) ?? 0)), 4_000);
});
