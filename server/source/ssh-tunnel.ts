/**
 * A way to a database through an SSH server whose host key is pinned. Owns one SSH connection, opened when it is first
 * needed and again after it was lost, and a local socket in a folder that only this user enters: each connection to it
 * is one through the tunnel, and is a real socket, whose bytes can be counted and on which TLS can be put.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type ClientChannel } from 'ssh2';
import type { SshSetting } from './address.ts';
import { CONNECT_TIMEOUT_MS, dialTarget } from './dial.ts';

const KEEP_ALIVE_MS = 15_000;
/** So many keep-alives without an answer, and the connection is lost. */
const KEEP_ALIVES_LOST = 3;

export interface TunnelTarget {
	readonly ssh: SshSetting;
	readonly host: string;
	readonly port: number;
	/** How often the server is asked for a sign of life. Default 15,000. */
	readonly keepAliveMs?: number;
}

/** An error of the tunnel; what refused whom is in the message, and no secret. */
function sshError(code: string, message: string, cause?: unknown): Error {
	return Object.assign(new Error(message, { cause }), { code });
}

const fingerprintOf = (key: Buffer) => `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

export class SshTunnel {
	readonly #target: TunnelTarget;
	#client: Promise<Client> | undefined;
	#local: Promise<{ server: Server; path: string; dir: string }> | undefined;
	readonly #sockets = new Set<Socket>();
	#turn: Promise<unknown> = Promise.resolve();
	#isClosed = false;

	constructor(target: TunnelTarget) {
		this.#target = target;
	}

	/** A socket to the database. @throws Error with a code SSH_…, or what the way to the SSH server said. */
	async dial(): Promise<Socket> {
		const channel = await this.#forward();
		const { server, path } = await this.#listen();
		// One after the other, so that each channel meets its own socket.
		const mine = this.#turn.then(() => this.#join(channel, server, path));
		this.#turn = mine.catch(() => undefined);
		return mine;
	}

	#join(channel: ClientChannel, server: Server, path: string): Promise<Socket> {
		return new Promise((resolve, reject) => {
			let outer: Socket | undefined;
			let isJoined = false;
			const settle = () => {
				if (outer !== undefined && isJoined) resolve(outer);
			};
			server.once('connection', (inner: Socket) => {
				this.#sockets.add(inner);
				inner.once('close', () => this.#sockets.delete(inner));
				isJoined = true;
				settle();
				inner.pipe(channel).pipe(inner);
				inner.on('error', () => channel.destroy()).on('close', () => channel.destroy());
				channel.on('error', () => inner.destroy()).on('close', () => inner.destroy());
			});
			dialTarget({ path }).then((socket) => {
				outer = socket;
				settle();
			}, reject);
		});
	}

	#forward(): Promise<ClientChannel> {
		const { host, port } = this.#target;
		return this.#connected().then(
			(client) =>
				new Promise((resolve, reject) => {
					client.forwardOut('127.0.0.1', 0, host, port, (error, channel) => {
						const message = `the SSH server cannot reach ${host}:${port} (${error?.message})`;
						if (error) reject(sshError('SSH_FORWARD', message, error));
						else resolve(channel);
					});
				}),
		);
	}

	#connected(): Promise<Client> {
		if (this.#isClosed) return Promise.reject(sshError('SSH_CLOSED', 'the tunnel was closed'));
		const known = this.#client;
		if (known !== undefined) return known;
		const opening = this.#connect();
		this.#client = opening;
		opening.catch(() => this.#forget(opening));
		return opening;
	}

	#forget(which: Promise<Client>): void {
		if (this.#client === which) this.#client = undefined;
	}

	#connect(): Promise<Client> {
		const { ssh, keepAliveMs = KEEP_ALIVE_MS } = this.#target;
		const { host, port, user, hostKey, password, privateKey, passphrase } = ssh;
		const client = new Client();
		return new Promise<Client>((resolve, reject) => {
			let seen = '';
			client.on('ready', () => resolve(client));
			client.on('error', (error) => reject(explain(error, { host, port, seen, pinned: hostKey })));
			client.on('close', () => {
				this.#client = undefined;
				reject(sshError('SSH_CLOSED', 'the SSH server closed the connection'));
			});
			try {
				client.connect({
					host,
					port,
					username: user,
					readyTimeout: CONNECT_TIMEOUT_MS,
					keepaliveInterval: keepAliveMs,
					keepaliveCountMax: KEEP_ALIVES_LOST,
					hostVerifier: (key: Buffer) => {
						seen = fingerprintOf(key);
						return seen === hostKey.replace(/=+$/, '');
					},
					...(password === undefined ? {} : { password }),
					...(privateKey === undefined ? {} : { privateKey }),
					...(passphrase === undefined ? {} : { passphrase }),
				});
			} catch (error) {
				reject(sshError('SSH_KEY', `the private key cannot be read (${(error as Error).message})`, error));
			}
		});
	}

	#listen() {
		this.#local ??= new Promise((resolve, reject) => {
			const dir = mkdtempSync(join(tmpdir(), 'chartwire-tunnel-'));
			const path = join(dir, 'socket');
			const server = createServer();
			server.unref();
			server.once('error', reject);
			server.listen(path, () => resolve({ server, path, dir }));
		});
		return this.#local;
	}

	async close(): Promise<void> {
		this.#isClosed = true;
		for (const socket of this.#sockets) socket.destroy();
		const [client, local] = await Promise.all([this.#client?.catch(() => undefined), this.#local]);
		client?.end();
		if (local === undefined) return;
		local.server.close();
		rmSync(local.dir, { recursive: true, force: true });
	}
}

interface Met {
	readonly host: string;
	readonly port: number;
	readonly seen: string;
	readonly pinned: string;
}

function explain(error: Error, { host, port, seen, pinned }: Met): Error {
	if (seen !== '' && seen !== pinned.replace(/=+$/, '')) {
		return sshError('SSH_HOST_KEY', `${host}:${port} has the host key ${seen}, and ${pinned} was expected`, error);
	}
	if ((error as { level?: unknown }).level === 'client-authentication') {
		return sshError('SSH_LOGIN', `${host}:${port} refused the user, the password or the key`, error);
	}
	return sshError('SSH_CONNECT', `${host}:${port}: ${error.message}`, error);
}
