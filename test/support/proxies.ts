/** Real load balancers before two web nodes, round-robin and without sticky sessions, as a cloud would set them up. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../server/embedded/ports.ts';
import { endProcess, exitOf, guardChild, hasExited } from '../../server/embedded/processes.ts';
import { temporaryDirectory } from './postgres.ts';
import type { Scope } from './scope.ts';
import { until } from './until.ts';

export type ProxyName = 'haproxy' | 'nginx';

/** An idle connection is cut after this long, as by the usual load balancers. */
const IDLE_S = 60;

const haproxyConfig = (port: number, nodes: readonly number[]) => `
defaults
  mode http
  timeout connect 5s
  timeout client ${IDLE_S}s
  timeout server ${IDLE_S}s
  timeout tunnel ${IDLE_S}s
  # Without it a node that does not answer within "inter" is taken for gone: a busy machine would have none left.
  timeout check 10s
  option forwardfor
  option http-server-close
  retries 3
  option redispatch
frontend front
  bind 127.0.0.1:${port}
  default_backend nodes
backend nodes
  balance roundrobin
  option httpchk GET /readyz
  http-response set-header x-node %s
${nodes.map((node, index) => `  server node${index + 1} 127.0.0.1:${node} check inter 200ms fall 1 rise 1`).join('\n')}
`;

/** What stands around the `http` part in an nginx of its own. */
const nginxAround = (http: string) => `
worker_processes 1;
daemon off;
pid nginx.pid;
error_log error.log;
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  add_header x-node $upstream_addr always;
${http}
}
`;

const nginxConfig = (port: number, nodes: readonly number[]) =>
	nginxAround(`
  map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
  upstream nodes { ${nodes.map((node) => `server 127.0.0.1:${node} max_fails=1 fail_timeout=1s;`).join(' ')} }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://nodes;
      proxy_http_version 1.1;
      proxy_set_header Host $host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_read_timeout ${IDLE_S}s;
      proxy_buffering on;
    }
  }
`);

const configOf = { haproxy: haproxyConfig, nginx: nginxConfig } as const;

/** The example of docs/load-balancers.md, with these ports for its web1, web2 and web3; each answer names its node. */
function documentedConfig(name: ProxyName, port: number, nodes: readonly number[]): string {
	const page = readFileSync(new URL('../../docs/load-balancers.md', import.meta.url), 'utf8');
	const [, block] = new RegExp(`\\n\`\`\`${name}\\n([^\`]+)\`\`\``).exec(page) ?? [];
	if (block === undefined) throw new Error(`docs/load-balancers.md has no example for ${name}`);
	const local = block
		.replace(/(bind |listen )[:\d]+/, `$1127.0.0.1:${port}`)
		.replace(/web(\d)\.internal:8080/g, (_, number) => `127.0.0.1:${nodes[Number(number) - 1]}`)
		.replace(/ {2}option httpchk/g, '  http-response set-header x-node %s\n$&');
	return name === 'nginx' ? nginxAround(local) : local;
}

function programOf(name: ProxyName): string {
	const places = ['/usr/sbin', '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];
	const found = places.map((place) => join(place, name)).find((file) => existsSync(file));
	if (found === undefined) throw new Error(`${name} is not installed; run npm test, or install it`);
	return found;
}

function launch(name: ProxyName, dir: string): ChildProcess {
	const file = join(dir, `${name}.conf`);
	const args = name === 'haproxy' ? ['-db', '-f', file] : ['-p', dir, '-c', file, '-e', join(dir, 'error.log')];
	return spawn(programOf(name), args, { cwd: dir, stdio: 'ignore', detached: true });
}

export interface Behind {
	/** The ports of the nodes. */
	readonly nodes: readonly number[];
	/** Its own. Default: a free one. */
	readonly port?: number;
}

/** Round-robin before these nodes; answers the proxy's address. @throws Error when the program is missing: `npm test` installs it. */
export const startProxy = (scope: Scope, name: ProxyName, { nodes, port }: Behind): Promise<string> =>
	startConfigured(scope, name, { config: (own) => configOf[name](own, nodes), ...(port !== undefined && { port }) });

/** As docs/load-balancers.md leads viewers and authors apart: to the nodes it calls web1, web2 and web3. */
export const startDocumentedProxy = (
	scope: Scope,
	name: ProxyName,
	nodes: readonly [number, number, number],
): Promise<string> => startConfigured(scope, name, { config: (port) => documentedConfig(name, port, nodes) });

interface Configured {
	readonly config: (port: number) => string;
	readonly port?: number;
}

async function startConfigured(scope: Scope, name: ProxyName, { config, port: own }: Configured): Promise<string> {
	const dir = temporaryDirectory();
	const port = own ?? (await freePort());
	writeFileSync(join(dir, `${name}.conf`), config(port));
	const child = launch(name, dir);
	guardChild(child, 'TERM');
	const exited = exitOf(child);
	scope.defer(async () => {
		await endProcess(() => hasExited(child), child.pid ?? 0, [
			{ signal: 'SIGTERM', waitMs: 2_000 },
			{ signal: 'SIGKILL', waitMs: 2_000 },
		]);
		await exited;
		rmSync(dir, { recursive: true, force: true });
	});
	const url = `http://127.0.0.1:${port}`;
	await until(
		() =>
			fetch(`${url}/readyz`).then(
				({ ok }) => ok,
				() => false,
			),
		{ timeoutMs: 60_000, what: `${name} serves` },
	);
	return url;
}
