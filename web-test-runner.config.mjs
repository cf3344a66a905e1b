import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { parseAst } from 'rollup/parseAst';
import { settleEcharts } from './scripts/lib/settle-echarts.mjs';
import { trimLit } from './scripts/lib/trim-lit.mjs';
import { trimPlot } from './scripts/lib/trim-uplot.mjs';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const args = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
];

/** One line at the end that a script can read. */
const summary = {
	onTestRunFinished({ sessions }) {
		const count = { passed: 0, failed: 0, skipped: 0 };
		const visit = (suite) => {
			for (const test of suite?.tests ?? []) {
				count[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed'] += 1;
			}
			for (const inner of suite?.suites ?? []) visit(inner);
		};
		for (const session of sessions) {
			visit(session.testResults);
			if (!session.passed && (session.errors?.length ?? 0) > 0) count.failed += 1;
		}
		const files = new Set(sessions.map(({ testFile }) => testFile)).size;
		console.log(
			`component tests: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped, ${files} files`,
		);
	},
};

/** The elements are tested on the libraries as the bundle trims them. */
const trimmed = {
	name: 'trimmed',
	transform({ path, body }) {
		if (!path.includes('/node_modules/')) return undefined;
		const context = {
			parse: parseAst,
			error: (message) => {
				throw new Error(message);
			},
		};
		return [...trimLit, trimPlot, settleEcharts].reduce(
			(code, plugin) => plugin.transform.call(context, code, path)?.code ?? code,
			body,
		);
	},
};

export default {
	files: ['test/browser/elements/**/*.test.ts'],
	nodeResolve: { exportConditions: ['production'] },
	concurrency: 1,
	plugins: [trimmed, esbuildPlugin({ ts: true, target: 'es2022' })],
	browsers: [chromeLauncher({ launchOptions: { executablePath, args } })],
	testFramework: { config: { timeout: 10_000 } },
	testsFinishTimeout: 120_000,
	reporters: [defaultReporter({ reportTestProgress: false }), summary],
};
