/** A process of many viewers with the widget's own client. */
import { answerParent } from '../support/answering.ts';
import { nowMs } from '../support/payload.ts';
import { type Findings, sumFindings } from './audit.ts';
import { PageViewer } from './page-viewer.ts';
import type { Times } from './pages.ts';
import type { JoinRequest } from './viewers.process.ts';

const AT_ONCE = 40;
const viewers: PageViewer[] = [];

async function join({ address, count, first }: JoinRequest): Promise<number> {
	let next = 0;
	const connect = async (): Promise<void> => {
		while (next < count) {
			const viewer = new PageViewer();
			const number = first + next;
			next += 1;
			await viewer.join(address, number);
			viewers.push(viewer);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, connect));
	return viewers.length;
}

function begin(): void {
	for (const viewer of viewers) {
		viewer.audit.begin();
		viewer.attempts.length = 0;
		viewer.opened.length = 0;
		viewer.caughtUpAt = 0;
	}
}

/** Cuts all of them, or one. */
function cut(number?: number): number {
	const chosen = number === undefined ? viewers : viewers.slice(number, number + 1);
	const cutAt = nowMs();
	for (const viewer of chosen) {
		viewer.caughtUpAt = 0;
		viewer.cut();
	}
	return cutAt;
}

function stopReading(): void {
	for (const viewer of viewers) viewer.stopReading();
}

function readAgain(): void {
	for (const viewer of viewers) viewer.readAgain();
}

const caughtUpAt = (number: number): number => viewers[number]?.caughtUpAt ?? 0;
const haveAll = (index: number): number => viewers.filter(({ audit }) => audit.has(index)).length;
const find = (lastPublished: number): Findings => sumFindings(viewers.map(({ audit }) => audit.find(lastPublished)));
const times = (): Times => ({
	caughtUpAt: viewers.map((viewer) => viewer.caughtUpAt),
	attempts: viewers.flatMap(({ attempts }) => attempts),
	opened: viewers.flatMap(({ opened }) => opened),
});

answerParent({ join, begin, cut, caughtUpAt, stopReading, readAgain, haveAll, find, times });
