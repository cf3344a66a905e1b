/** The snippets of docs/tokens.md, run as they stand by the languages that this machine has: the server takes their tokens. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { temporaryDirectory } from '../support/postgres.ts';
import { scope } from '../support/scope.ts';
import { connectWire } from '../support/wire.ts';

const owner = scope();
const root = new URL('../../', import.meta.url).pathname;
const document = readFileSync(join(root, 'docs/tokens.md'), 'utf8');
let chartwire: Chartwire;
let env: NodeJS.ProcessEnv;

before(async () => {
	chartwire = await startChartwire(owner);
	await chartwire.chart('sales', "select current_setting('chartwire.tenant', true) as tenant", { claims: ['tenant'] });
	const { body } = await chartwire.api('POST', '/v1/project/keys', { name: 'the documented one' });
	env = {
		...process.env,
		CHARTWIRE_KID: String(body['kid']),
		CHARTWIRE_SECRET: String(body['secret']),
		GO111MODULE: 'off',
	};
});

interface Language {
	readonly file: string;
	/** Programs, of which one must be there and succeed in `probe`. */
	readonly programs: readonly string[];
	/** Shows that the program has what the snippet needs. */
	readonly probe: readonly string[];
	readonly run: (file: string) => readonly string[];
}

const GO_PATH = { GOPATH: '/usr/share/gocode' };
const LANGUAGES: Readonly<Record<string, Language>> = {
	node: {
		file: 'sign.mjs',
		programs: [process.execPath],
		probe: ['--version'],
		run: (file) => ['--import', 'tsx', file],
	},
	python: {
		file: 'sign.py',
		programs: ['python3', '/usr/bin/python3'],
		probe: ['-c', 'import jwt'],
		run: (file) => [file],
	},
	ruby: { file: 'sign.rb', programs: ['ruby'], probe: ['-rjwt', '-e', '0'], run: (file) => [file] },
	php: { file: 'sign.php', programs: ['php'], probe: ['--version'], run: (file) => [file] },
	go: { file: 'sign.go', programs: ['go'], probe: ['list', 'github.com/golang-jwt/jwt'], run: (file) => ['run', file] },
	java: { file: 'ChartToken.java', programs: ['java'], probe: ['--version'], run: (file) => [file] },
};

function snippetOf(language: string): string {
	const found = new RegExp(`<!-- ${language} -->\n\`\`\`\\w+\n([\\s\\S]*?)\n\`\`\``).exec(document)?.[1];
	assert.ok(found !== undefined, `docs/tokens.md has no snippet for ${language}`);
	return found;
}

const call = (program: string, args: readonly string[], cwd: string): string =>
	execFileSync(program, args, {
		cwd,
		env: { ...env, ...GO_PATH, HOME: cwd },
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'pipe'],
	});

function programOf({ programs, probe }: Language, cwd: string): string | undefined {
	return programs.find((program) => {
		try {
			call(program, probe, cwd);
			return true;
		} catch {
			return false;
		}
	});
}

/** Where `chartwire/tokens` can be imported from, as in a project that has the package. */
function projectFolder(): string {
	const folder = temporaryDirectory();
	mkdirSync(join(folder, 'node_modules/chartwire'), { recursive: true });
	for (const name of ['tsx', 'jose', 'zod', 'lru-cache', 'esbuild', 'get-tsconfig'])
		symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
	const exported = join(root, 'server/auth/sign-token.ts');
	writeFileSync(
		join(folder, 'node_modules/chartwire/package.json'),
		JSON.stringify({ name: 'chartwire', type: 'module', exports: { './tokens': './tokens.mjs' } }),
	);
	writeFileSync(join(folder, 'node_modules/chartwire/tokens.mjs'), `export * from ${JSON.stringify(exported)};\n`);
	return folder;
}

for (const [name, language] of Object.entries(LANGUAGES)) {
	test(`what ${name} signs as docs/tokens.md says shows its viewer's own rows`, async (context) => {
		const folder = projectFolder();
		const program = programOf(language, folder);
		const file = join(folder, language.file);
		writeFileSync(file, snippetOf(name));
		if (program === undefined) {
			context.diagnostic(`${name} is not on this machine, or lacks its library`);
			context.skip(`${name} is not on this machine`);
			return;
		}
		const token = call(program, language.run(file), folder).trim();
		const wire = await connectWire({ url: chartwire.web().url, token, scope: owner });
		await wire.subscribe({ chart: 'sales' });
		await wire.waitFor((frame) => JSON.stringify(frame).includes('"data":[["acme"]]'), 20_000);
		await assert.rejects(wire.subscribe({ chart: 'another' }), /unknown_chart/);
		await wire.close();
	});
}
