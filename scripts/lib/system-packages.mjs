/** Installs what npm cannot bring, with the system's package manager, where that may be done without asking. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { findProgram } from './programs.mjs';
import { run, SetupError, say } from './say.mjs';

const POLICY = '/usr/sbin/policy-rc.d';

const mayUseApt = () =>
	process.platform === 'linux' && process.getuid?.() === 0 && findProgram(['apt-get']) !== undefined;

/** Debian starts a server as soon as it is installed, unless a policy forbids it. We start our own instead. */
async function withoutStartingServices(work) {
	const isOurs = !existsSync(POLICY);
	if (isOurs) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
	try {
		return await work();
	} finally {
		if (isOurs) rmSync(POLICY, { force: true });
	}
}

async function apt(args) {
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	return run('apt-get', args, { env, timeoutMs: 600_000 });
}

/** Nor shall it start with the machine; the service belongs to whoever wants it. */
async function disableService(name) {
	if (existsSync('/run/systemd/system')) await run('systemctl', ['disable', '--now', name], { timeoutMs: 20_000 });
}

/**
 * Makes sure that a program is there. Answers its path.
 * @param what { name, find, apt: packages, service?, help: how to install it by hand, a line each }
 */
export async function ensureProgram(what) {
	const found = what.find();
	if (found !== undefined) {
		say(`${what.name}: ${found}`);
		return found;
	}
	if (!mayUseApt())
		throw new SetupError(`${what.name} is not installed. Install it, and run this again:\n${what.help}`);
	say(`${what.name}: not installed; installing it with apt-get (${what.apt.join(' ')})`);
	const result = await withoutStartingServices(async () => {
		const updated = await apt(['update']);
		const installed = await apt(['install', '-y', '--no-install-recommends', ...what.apt]);
		return { code: installed.code, output: updated.output + installed.output };
	});
	const path = what.find();
	if (path === undefined) {
		const said = result.output.trim().split('\n').slice(-15).join('\n');
		throw new SetupError(`${said}\n${what.name} could not be installed by apt-get. Install it by hand:\n${what.help}`);
	}
	if (what.service !== undefined) await disableService(what.service);
	say(`${what.name}: installed as ${path}`);
	return path;
}
