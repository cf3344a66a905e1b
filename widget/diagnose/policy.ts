/**
 * Content Security Policies (CSP Level 3, W3C): what one has blocked, as the browser tells it, and what one that somebody
 * has pasted would block. Gives the source that is to be added, as it is to be written.
 */
import type { Finding } from './checks.ts';

/** What of a `securitypolicyviolation` counts. */
export interface Violation {
	readonly effectiveDirective: string;
	readonly blockedURI: string;
	readonly disposition: string;
}

type Blocks = Extract<Finding, { readonly code: 'policy_blocks' }>;

const originOf = (address: string): string | undefined => {
	if (!URL.canParse(address)) return undefined;
	const { protocol, host } = new URL(address);
	return `${protocol}//${host}`;
};

export const socketOrigin = (server: string): string => (originOf(server) ?? '').replace(/^http/, 'ws');

/** What the page's policy kept from these addresses of ours; a policy that only reports keeps nothing. */
export function blockedBy(
	violations: readonly Violation[],
	{ addresses, pageOrigin }: { readonly addresses: readonly string[]; readonly pageOrigin: string },
): Blocks | undefined {
	const ours = new Set(addresses.flatMap((each) => originOf(each) ?? []));
	const own = violations.filter(
		({ disposition, blockedURI }) => disposition === 'enforce' && ours.has(originOf(blockedURI) ?? ''),
	);
	const [first] = own;
	if (first === undefined) return undefined;
	const directive = first.effectiveDirective;
	const origins = own.filter((each) => each.effectiveDirective === directive).map((each) => originOf(each.blockedURI));
	const add = [...new Set(origins)].map((origin) => (origin === pageOrigin ? "'self'" : origin)).join(' ');
	return { code: 'policy_blocks', directive, add };
}

type Directives = ReadonlyMap<string, readonly string[]>;

/** One header may hold several policies, and a page several headers: each has to let it through. */
function parsePolicies(text: string): readonly Directives[] {
	return text
		.split(/[,\n]/)
		.map((policy) => policy.replace(/^\s*content-security-policy\s*:/i, '').trim())
		.filter(Boolean)
		.map((policy) => {
			const directives = new Map<string, readonly string[]>();
			for (const part of policy.split(';')) {
				const [name = '', ...sources] = part.trim().split(/\s+/);
				// Of a directive that stands twice the first one counts.
				if (name && !directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), sources);
			}
			return directives;
		});
}

const PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'ws:': '80', 'https:': '443', 'wss:': '443' };
const portOf = ({ port, protocol }: URL): string => port || (PORTS[protocol] ?? '');
/** A scheme of the policy covers its safer form (6.7.2.9, "scheme-part matches"). */
const COVERED: Readonly<Record<string, readonly string[]>> = {
	'http:': ['http:', 'https:'],
	'https:': ['https:'],
	'ws:': ['ws:', 'wss:', 'http:', 'https:'],
	'wss:': ['wss:', 'https:'],
};

function matchesSelf(url: URL, page: URL): boolean {
	if (url.hostname !== page.hostname) return false;
	const isSafer = url.protocol === 'https:' || url.protocol === 'wss:';
	const sameKind = page.protocol === 'http:' && (url.protocol === 'http:' || url.protocol === 'ws:');
	const samePort = portOf(url) === portOf(page) || (isSafer && portOf(page) === '80' && portOf(url) === '443');
	return samePort && (isSafer || sameKind);
}

const HOST_SOURCE = /^(?:([a-z][\w+.-]*:)\/\/)?(\*|(?:\*\.)?[\w.-]+|\[[0-9a-f:]+\])(?::(\d+|\*))?(\/.*)?$/i;

function matchesHost(source: string, url: URL, page: URL): boolean {
	const [, scheme = page.protocol, host = '', port, path = ''] = HOST_SOURCE.exec(source) ?? [];
	if (host === '' || !(COVERED[scheme.toLowerCase()] ?? []).includes(url.protocol)) return false;
	const name = host.toLowerCase();
	const isHost = name === '*' || (name.startsWith('*.') ? url.hostname.endsWith(name.slice(1)) : url.hostname === name);
	const wanted = port ?? PORTS[scheme.toLowerCase()] ?? '';
	const isPort = wanted === '*' || wanted === portOf(url) || (wanted === '80' && portOf(url) === '443');
	const isPath = path === '' || (path.endsWith('/') ? url.pathname.startsWith(path) : url.pathname === path);
	return isHost && isPort && isPath;
}

function matches(source: string, url: URL, page: URL): boolean {
	const text = source.toLowerCase();
	if (text === "'self'") return matchesSelf(url, page);
	if (text.startsWith("'")) return false;
	if (text === '*') return url.protocol in PORTS;
	if (/^[a-z][\w+.-]*:$/.test(text)) return (COVERED[text] ?? [text]).includes(url.protocol);
	return matchesHost(source, url, page);
}

/** A script may also be let in by what stands in its tag, of which nobody can know here. */
const BY_TAG = /^'(nonce-|sha(256|384|512)-|strict-dynamic')/i;

export interface Embedding {
	/** Of the page, as `https://shop.example.com`. */
	readonly pageOrigin: string;
	readonly server: string;
}

/** What a page's policy, as its header has it, keeps from the script and from the server. An empty text keeps nothing. */
export function blockedByText(text: string, { pageOrigin, server }: Embedding): readonly Finding[] {
	const page = new URL(pageOrigin);
	const lacking = (names: readonly string[], addresses: readonly string[], byTag = false): readonly string[] =>
		addresses.filter((address) =>
			parsePolicies(text).some((policy) => {
				const sources = names.map((name) => policy.get(name)).find((each) => each !== undefined);
				if (sources === undefined || (byTag && sources.some((each) => BY_TAG.test(each)))) return false;
				return !sources.some((each) => matches(each, new URL(address), page));
			}),
		);
	const add = (addresses: readonly string[]): string =>
		[...new Set(addresses.map((each) => originOf(each)))]
			.map((origin) => (origin === pageOrigin ? "'self'" : origin))
			.join(' ');
	const scripts = lacking(
		['script-src-elem', 'script-src', 'default-src'],
		[`${server}/chartwire.mjs`, `${server}/chunks/main.mjs`],
		true,
	);
	const connections = lacking(
		['connect-src', 'default-src'],
		[`${server}/v1/poll`, `${server.replace(/^http/, 'ws')}/v1/socket`],
	);
	return [
		...(scripts.length > 0 ? [{ code: 'script_blocked' as const, directive: 'script-src', add: add(scripts) }] : []),
		...(connections.length > 0
			? [{ code: 'policy_blocks' as const, directive: 'connect-src', add: add(connections) }]
			: []),
	];
}
