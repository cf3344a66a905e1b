/**
 * Makes a fresh machine ready for the demo, and with `--tests` for the tests: Node.js, the npm packages, a Redis,
 * a Chromium, libfaketime, two load balancers, MariaDB and sshd. Says in a line each what it does, and changes nothing when everything is there.
 */
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureDependencies } from './lib/dependencies.mjs';
import { findBrowser, findFakeTime, findProgram, findRedis } from './lib/programs.mjs';
import { SetupError, say } from './lib/say.mjs';
import { ensureProgram } from './lib/system-packages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** The first release with module.register(), by which tsx loads TypeScript. */
const OLDEST_NODE = [20, 6];

const REDIS = {
	name: 'Redis',
	find: findRedis,
	apt: ['redis-server'],
	service: 'redis-server',
	help: [
		'  Debian, Ubuntu:  sudo apt-get install redis-server',
		'  Fedora:          sudo dnf install valkey',
		'  macOS:           brew install redis',
		'  or let REDIS_URL (and DATABASE_URL) name servers that you have',
	].join('\n'),
};

const CHROMIUM = {
	name: 'Chromium',
	find: findBrowser,
	apt: ['chromium', 'fonts-liberation'],
	help: [
		'  Debian:  sudo apt-get install chromium',
		'  Ubuntu:  sudo snap install chromium',
		'  Fedora:  sudo dnf install chromium',
		'  macOS:   brew install --cask chromium',
		'  or let CHROMIUM_PATH name a Chromium or Chrome that you have',
	].join('\n'),
};

/** Sets the clocks of the processes under test. */
const CLOCK = {
	name: 'libfaketime',
	find: findFakeTime,
	apt: ['faketime'],
	help: [
		'  Debian, Ubuntu:  sudo apt-get install faketime',
		'  Fedora:          sudo dnf install libfaketime',
		'  macOS:           brew install libfaketime',
	].join('\n'),
};

/** Makes the certificates of the tests. */
const OPENSSL = {
	name: 'openssl',
	find: () => findProgram(['openssl']),
	apt: ['openssl'],
	help: '  Debian, Ubuntu:  sudo apt-get install openssl\n  Fedora:          sudo dnf install openssl\n  macOS:           is there',
};

const proxy = (name) => ({
	name: name === 'nginx' ? 'nginx' : 'HAProxy',
	find: () => findProgram([name]),
	apt: [name === 'nginx' ? 'nginx-light' : name],
	service: name,
	help: `  Debian, Ubuntu:  sudo apt-get install ${name}\n  Fedora:          sudo dnf install ${name}\n  macOS:           brew install ${name}`,
});

const server = (name, program, { debian, service, fedora, mac }) => ({
	name,
	find: () => findProgram([program]),
	apt: [debian],
	service,
	help: `  Debian, Ubuntu:  sudo apt-get install ${debian}\n  Fedora:          sudo dnf install ${fedora}\n  macOS:           ${mac}`,
});

/** What sources are tested against: the other engine, and what stands before a database that is not reached directly. */
const SOURCES = [
	server('MariaDB', 'mariadbd', {
		debian: 'mariadb-server',
		service: 'mariadb',
		fedora: 'mariadb-server',
		mac: 'brew install mariadb',
	}),
	server('sshd', 'sshd', { debian: 'openssh-server', service: 'ssh', fedora: 'openssh-server', mac: 'is there' }),
];

/** The load balancers behind which the tests prove that no session sticks to a node. */
const PROXIES = [proxy('haproxy'), proxy('nginx')];

function checkNode() {
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	const [oldestMajor, oldestMinor] = OLDEST_NODE;
	if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
		throw new SetupError(`Node.js ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.versions.node}.`);
	}
	say(`Node.js: ${process.versions.node}`);
}

/** Answers the browser's path, when one was asked for. @throws SetupError when something must be installed by hand. */
export async function setUp({ redis = true, browser = false, proxies = false, clock = false, sources = false } = {}) {
	checkNode();
	await ensureDependencies(root);
	if (redis) await ensureProgram(REDIS);
	if (clock) await ensureProgram(CLOCK);
	if (sources) for (const each of [...SOURCES, OPENSSL]) await ensureProgram(each);
	if (proxies) for (const each of PROXIES) await ensureProgram(each);
	return { browser: browser ? await ensureProgram(CHROMIUM) : undefined };
}

/** Runs `work`; what its user can put right is told without a stack, and ends the process with 1. */
export async function orExplain(work) {
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof SetupError)) throw error;
		process.stderr.write(`${error.message}\n`);
		process.exit(1);
	}
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	const tests = process.argv.includes('--tests');
	await orExplain(() => setUp({ browser: tests, proxies: tests, clock: tests, sources: tests }));
}
