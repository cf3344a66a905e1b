/** Runs the tests of the elements in a real browser, with Web Test Runner, and reads how many there were. */
import { stripVTControlCharacters } from 'node:util';
import { binary, run } from './say.mjs';

const TIMEOUT_MS = 600_000;

/** The last "12 passed, 0 failed" that it printed. */
function readCounts(output) {
	const found = [...stripVTControlCharacters(output).matchAll(/(\d+) passed, (\d+) failed/g)].at(-1);
	return found === undefined ? undefined : { passed: Number(found[1]), failed: Number(found[2]) };
}

export async function runElementTests({ root, env }) {
	const { code, output } = await run(binary(root, 'web-test-runner'), [], {
		cwd: root,
		env,
		ownGroup: true,
		timeoutMs: TIMEOUT_MS,
	});
	const counts = readCounts(output);
	if (counts === undefined)
		return { passed: 0, failed: 1, output: `${output}\nEnded (${code}) without saying how many tests ran.` };
	// A file that does not load fails no test, but the run.
	const failed = counts.failed === 0 && (code !== 0 || counts.passed === 0) ? 1 : counts.failed;
	return { passed: counts.passed, failed, output };
}
