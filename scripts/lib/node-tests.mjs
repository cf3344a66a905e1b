/**
 * Runs test files of node:test: each in a process of its own, two at a time, with a deadline. Node 20 loads no
 * TypeScript and expands no glob, so the files are found here and loaded by tsx; and a file counts only if it says
 * how many tests it ran.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { run } from './say.mjs';

const FILE_TIMEOUT_MS = 480_000;
const CONCURRENCY = 2;

/** All files below `folder` whose names end with .test.ts, in a fixed order. */
function findTests(folder) {
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
		.map((entry) => join(entry.parentPath ?? entry.path, entry.name))
		.sort();
}

/** The counts at the end of a TAP report; undefined when the file did not get that far. */
function readCounts(file) {
	if (!existsSync(file)) return undefined;
	const text = readFileSync(file, 'utf8');
	const count = (name) => {
		const found = [...text.matchAll(new RegExp(`^# ${name} (\\d+)$`, 'gm'))].at(-1);
		return found === undefined ? undefined : Number(found[1]);
	};
	const [passed, failed, cancelled] = [count('pass'), count('fail'), count('cancelled')];
	if (passed === undefined || failed === undefined || cancelled === undefined) return undefined;
	return { passed, failed: failed + cancelled };
}

function judge({ code, timedOut, output }, counts) {
	if (timedOut) {
		const failed = (counts?.failed ?? 0) + 1;
		return {
			passed: counts?.passed ?? 0,
			failed,
			output: `${output}\nNot finished after ${FILE_TIMEOUT_MS / 1000} s: killed.`,
		};
	}
	if (counts === undefined) return { passed: 0, failed: 1, output: `${output}\nEnded (${code}) without a report.` };
	if (counts.passed + counts.failed === 0) return { passed: 0, failed: 1, output: `${output}\nRan no test at all.` };
	if (code !== 0 && counts.failed === 0) return { ...counts, failed: 1, output: `${output}\nEnded with code ${code}.` };
	return { ...counts, output };
}

async function runFile(file, { root, env, reports, index }) {
	const report = join(reports, `${index}.tap`);
	const reporters = [
		'--test-reporter=spec',
		'--test-reporter-destination=stdout',
		'--test-reporter=tap',
		`--test-reporter-destination=${report}`,
	];
	const args = ['--enable-source-maps', '--import', 'tsx', ...reporters, file];
	const started = performance.now();
	const ended = await run(process.execPath, args, { cwd: root, env, ownGroup: true, timeoutMs: FILE_TIMEOUT_MS });
	const seconds = Math.round((performance.now() - started) / 1000);
	return { name: relative(root, file), seconds, ...judge(ended, readCounts(report)) };
}

/** Runs every test below the folder. Fails when there is none, or when a file did not run. */
export async function runNodeTests(folder, { root, env }) {
	const files = findTests(folder);
	if (files.length === 0) return { passed: 0, failed: 1, output: `No test files in ${relative(root, folder)}.` };
	const reports = mkdtempSync(join(tmpdir(), 'chartwire-tests-'));
	const results = [];
	const queue = files.entries();
	const work = async () => {
		for (const [index, file] of queue) results.push(await runFile(file, { root, env, reports, index }));
	};
	await Promise.all(Array.from({ length: CONCURRENCY }, work));
	rmSync(reports, { recursive: true, force: true });
	const failures = results.filter((result) => result.failed > 0);
	const sum = (name) => results.reduce((total, result) => total + result[name], 0);
	const slowest = results.toSorted((a, b) => b.seconds - a.seconds).slice(0, 3);
	const missing = files.length - results.length;
	return {
		passed: sum('passed'),
		failed: sum('failed') + missing,
		note: `${results.length} of ${files.length} files, slowest ${slowest.map(({ name, seconds }) => `${basename(name, '.test.ts')} ${seconds} s`).join(', ')}`,
		output: failures.map(({ name, output }) => `── ${name}\n${output.trim()}`).join('\n\n'),
	};
}
