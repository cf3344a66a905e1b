/** A time-out that fires though memory is collected meanwhile. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { withTimeout } from '../../../server/with-timeout.ts';

test('it fires though nobody else holds it and memory is collected, and with the first of the others', async () => {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	const signal = withTimeout([new AbortController().signal], 200);
	const alive = setInterval(collect, 20);
	await once(signal, 'abort');
	clearInterval(alive);
	assert.equal((signal.reason as Error).name, 'TimeoutError');
	const [other, gone] = [new AbortController(), new AbortController()];
	const waiting = withTimeout([other.signal], 60_000);
	other.abort('enough');
	gone.abort('before');
	assert.deepEqual([waiting.reason, withTimeout([gone.signal], 60_000).reason], ['enough', 'before']);
});
