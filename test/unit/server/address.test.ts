import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forwardedAddress } from '../../../server/gateway/address.ts';

test('of X-Forwarded-For only what our own proxies have added is believed', () => {
	const forged = '6.6.6.6, 203.0.113.9, 10.0.0.2';
	assert.equal(forwardedAddress('10.0.0.1', forged, 0), '10.0.0.1');
	assert.equal(forwardedAddress('10.0.0.1', forged, 1), '10.0.0.2');
	assert.equal(forwardedAddress('10.0.0.1', forged, 2), '203.0.113.9');
	assert.equal(forwardedAddress('10.0.0.1', '', 2), '10.0.0.1');
	assert.equal(forwardedAddress('10.0.0.1', undefined, 1), '10.0.0.1');
});
