/** A real sshd on loopback, on a free port, with keys of its own. Ends with the scope. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../server/embedded/ports.ts';
import { endProcess, guardChild, hasExited } from '../../server/embedded/processes.ts';
import type { SshSetting } from '../../server/source/address.ts';
import { temporaryDirectory } from './postgres.ts';
import type { Scope } from './scope.ts';
import { until } from './until.ts';

export interface TestSshd {
	/** Logs in with a private key that has a passphrase. */
	readonly setting: SshSetting;
	/** SIGKILL for the server and every connection. */
	kill(): Promise<void>;
	/** SIGSTOP for every connection: they are open, and silent. Returns what lets them go on. */
	freeze(): () => void;
	restart(): Promise<void>;
}

export async function startSshd(scope: Scope): Promise<TestSshd> {
	const dir = temporaryDirectory();
	const [host, user, passphrase] = [join(dir, 'host'), join(dir, 'user'), 'a phrase for the key'];
	const keygen = (file: string, phrase: string) =>
		execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', phrase, '-f', file]);
	keygen(host, '');
	keygen(user, passphrase);
	writeFileSync(join(dir, 'authorized'), readFileSync(`${user}.pub`), { mode: 0o600 });
	const port = await freePort();
	const lines = [
		`Port ${port}`,
		'ListenAddress 127.0.0.1',
		`HostKey ${host}`,
		`AuthorizedKeysFile ${join(dir, 'authorized')}`,
		'PasswordAuthentication no',
		'PermitRootLogin prohibit-password',
		'StrictModes no',
		'UsePAM no',
		`PidFile ${join(dir, 'pid')}`,
	];
	writeFileSync(join(dir, 'config'), `${lines.join('\n')}\n`);
	if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
	const start = async () => {
		const child = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', join(dir, 'config')], {
			detached: true,
			stdio: ['ignore', 'ignore', 'pipe'],
		});
		guardChild(child, 'TERM');
		let said = '';
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			said += text;
		});
		await until(
			() => {
				if (hasExited(child)) throw new Error(`sshd did not start: ${said}`);
				return said.includes('Server listening');
			},
			{ what: 'sshd starts' },
		);
		return child;
	};
	let child = await start();
	/** Each connection is a process of the group that the server leads, or of its own. */
	const connections = (): number[] => {
		const children = execFileSync('/bin/sh', ['-c', `cat /proc/${child.pid}/task/*/children 2>/dev/null || true`]);
		return children.toString().trim().split(/\s+/).filter(Boolean).map(Number);
	};
	const signalAll = (pids: readonly number[], signal: NodeJS.Signals) => {
		for (const pid of pids) {
			try {
				process.kill(pid, signal);
			} catch {
				// It has ended.
			}
		}
	};
	const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
		signalAll(connections(), 'SIGKILL');
		await endProcess(() => hasExited(child), child.pid ?? 0, [{ signal, waitMs: 3_000 }]);
	};
	scope.defer(() => end('SIGTERM'));
	const [, hostKey = ''] = execFileSync('ssh-keygen', ['-lf', `${host}.pub`])
		.toString()
		.split(' ');
	const name = execFileSync('id', ['-un']).toString().trim();
	const privateKey = readFileSync(user, 'utf8');
	return {
		setting: { host: '127.0.0.1', port, user: name, hostKey, privateKey, passphrase },
		kill: () => end('SIGKILL'),
		freeze: () => {
			const frozen = connections();
			signalAll(frozen, 'SIGSTOP');
			return () => signalAll(frozen, 'SIGCONT');
		},
		restart: async () => {
			child = await start();
		},
	};
}
