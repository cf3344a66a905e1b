/**
 * Who runs which block of the documents. A rule either names a runner of test/browser/pages/docs.test.ts, which runs
 * all blocks that are its own, or another test file that runs this one, and what that file finds it by.
 */
import type { Snippet } from './snippets.ts';

export type Runner =
	| 'page'
	| 'style'
	| 'script'
	| 'component'
	| 'json'
	| 'sql'
	| 'shell'
	| 'http'
	| 'config'
	| 'quick-start';

/** A test file, from the root, and a text that it has because it runs the block. */
export interface Elsewhere {
	readonly test: string;
	readonly has: string;
}

const BY_LANGUAGE: Readonly<Record<string, Runner>> = {
	html: 'page',
	css: 'style',
	js: 'script',
	ts: 'script',
	tsx: 'component',
	vue: 'component',
	svelte: 'component',
	json: 'json',
	sql: 'sql',
	sh: 'shell',
	http: 'http',
	csp: 'config',
	yaml: 'config',
};

/** What an illustration says of itself: `<!-- illustration: REASON -->`. */
export const illustrationOf = ({ mark }: Snippet): string | undefined => /^illustration: (.{8,})$/.exec(mark)?.[1];

/** The test of another subject that runs this block already. */
export function elsewhere({ file, language, mark, text }: Snippet): Elsewhere | undefined {
	if (file === 'docs/tokens.md' && /^(node|python|ruby|php|go|java)$/.test(mark))
		return { test: 'test/integration/token-snippets.test.ts', has: `\n\t${mark}: {` };
	if (file === 'docs/deliveries.md' && /^verify (node|python)$/.test(mark))
		return {
			test: 'test/unit/server/deliveries/signature-snippets.test.ts',
			has: `${mark.replace('verify ', '')} takes`,
		};
	if (mark === 'around') return { test: 'test/browser/pages/embed.test.ts', has: '<!-- around -->' };
	if (file === 'docs/load-balancers.md' && /^(haproxy|nginx)$/.test(language))
		return { test: 'test/support/proxies.ts', has: 'docs/load-balancers.md' };
	if (file === 'docs/live-on-change.md' && language === 'sh')
		return { test: 'test/integration/live-on-change.test.ts', has: 'docs/live-on-change.md' };
	if (file === 'docs/alerts.md' && language === 'http')
		return { test: 'test/integration/alerts.test.ts', has: 'docs/alerts.md' };
	if (file === 'docs/troubleshooting.md' && /^(js|css)$/.test(language))
		return { test: 'test/browser/pages/doctor.test.ts', has: 'docs/troubleshooting.md' };
	if (file === 'docs/files.md') return { test: 'test/unit/docs/files.test.ts', has: "'docs/files.md'" };
	if (file === 'docs/operations.md' && text.startsWith('groups:'))
		return { test: 'test/unit/server/metrics.test.ts', has: '(groups:' };
	return undefined;
}

/** The runner of docs.test.ts whose block it is, if one claims it. */
export function runnerOf(snippet: Snippet): Runner | undefined {
	if (illustrationOf(snippet) !== undefined || elsewhere(snippet) !== undefined) return undefined;
	if (snippet.file === 'docs/quick-start.md' && /^(step|save): /.test(snippet.mark)) return 'quick-start';
	return BY_LANGUAGE[snippet.language];
}
