import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { neverBack, ServerClock } from '../../../widget/clock.ts';
import { HandTiming } from './support/hand-timing.ts';

describe("the page's clock", () => {
	test('I10 set back, goes on from where it was, so that silence is noticed in time', () => {
		let wall = 5_000;
		const now = neverBack(() => wall);
		assert.equal(now(), 5_000);
		wall -= 3_600_000;
		assert.equal(now(), 5_000);
		wall += 400;
		assert.equal(now(), 5_400);
		wall -= 100;
		assert.equal(now(), 5_400);
		wall += 50;
		assert.equal(now(), 5_450);
	});

	test('follows when it is set forwards, or after the machine has slept', () => {
		let wall = 5_000;
		const now = neverBack(() => wall);
		now();
		wall += 3_600_000;
		assert.equal(now(), 3_605_000);
	});
});

describe("the server's clock", () => {
	test("is the page's own until the server has said its time", () => {
		assert.equal(new ServerClock(new HandTiming(500)).now(), 500);
	});

	test("is right on a page whose clock is wrong, and goes on with the page's time", () => {
		const timing = new HandTiming(1_000);
		const clock = new ServerClock(timing);
		clock.learn(9_000_000);
		timing.advance(250);
		assert.equal(clock.now(), 9_000_250);
	});

	test('believes the message that took the shortest way', () => {
		const timing = new HandTiming(1_000);
		const clock = new ServerClock(timing);
		clock.learn(5_000 - 300);
		clock.learn(5_000 - 20);
		clock.learn(5_000 - 800);
		assert.equal(clock.now(), 5_000 - 20);
	});

	test("learns anew after the page's clock was set", () => {
		const timing = new HandTiming(1_000);
		const clock = new ServerClock(timing);
		clock.learn(1_000);
		timing.jump(3_600_000);
		clock.learn(2_000);
		assert.equal(clock.now(), 2_000);
		timing.jump(-3_600_000);
		clock.learn(3_000);
		assert.equal(clock.now(), 3_000);
	});
});
