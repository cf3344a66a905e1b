/** The only reader of the environment: defaults, validated, frozen. */
import { z } from 'zod';
import { isLoopback } from './people/origin.ts';
import { parseRedisAddress } from './redis/address.ts';
import { parseKeys } from './sources/keyring.ts';

const count = (fallback: number, most: number) => z.coerce.number().int().min(1).max(most).default(fallback);

const port = z.coerce.number().int().min(0).max(65_535);

const redisAddress = z.string().superRefine((text, context) => {
	try {
		parseRedisAddress(text);
	} catch (error) {
		context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
	}
});

const keys = z.string().transform((text, context) => {
	try {
		return parseKeys(text);
	} catch (error) {
		context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
		return z.NEVER;
	}
});

/** Passwords, cookies and codes travel there: encrypted, or within one machine. */
const safeUrl = z.url({ protocol: /^https?$/ }).refine((text) => {
	const url = new URL(text);
	return url.protocol === 'https:' || isLoopback(url);
}, 'must begin with https:// (http:// is for localhost only)');

const list = z.string().transform((text) =>
	text
		.toLowerCase()
		.split(/[\s,]+/)
		.filter((part) => part !== ''),
);

const schema = z.object({
	/** The parts that this process runs. */
	CHARTWIRE_ROLE: z.enum(['web', 'worker', 'all']).default('all'),
	PORT: port.default(8080),
	HOST: z.string().default('0.0.0.0'),
	/** Metrics are served on a port of their own, which no load balancer leads to. Absent or empty: not at all. */
	METRICS_PORT: z.preprocess((text) => (text === '' ? undefined : text), port.optional()),
	METRICS_HOST: z.string().default('127.0.0.1'),
	DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
	/** One server, sentinels or a cluster: redis/address.ts has the forms. */
	REDIS_URL: redisAddress,
	/** The queue's own Redis. Default: the same one. */
	CHARTWIRE_QUEUE_REDIS_URL: redisAddress.optional(),
	/** The folder with the browser's script, as the build leaves it in dist/browser. Default: the one beside the server. */
	CHARTWIRE_SCRIPT_FOLDER: z.string().min(1).optional(),
	/** Signs tokens, channel names, and result addresses. */
	CHARTWIRE_TOKEN_SECRET: z.string().min(32),
	/** Encrypt the logins of sources: `id:base64,…`; the first encrypts, all decrypt. */
	CHARTWIRE_KEYS: keys,
	CHARTWIRE_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
	CHARTWIRE_WORKER_CONCURRENCY: count(8, 256),
	/** How long a worker that was asked to stop lets its runs finish before it hands them back. */
	CHARTWIRE_WORKER_GRACE_MS: count(3_600_000, 86_400_000),
	/** A worker that has not been heard of for this long has lost its runs. */
	CHARTWIRE_WORKER_LOST_MS: count(15_000, 600_000),
	/** How many proxies of our own stand before a web node; only so many entries of X-Forwarded-For are believed. */
	CHARTWIRE_TRUSTED_HOPS: z.coerce.number().int().min(0).max(10).default(0),
	CHARTWIRE_CONNECTIONS_PER_NODE: count(15_000, 1_000_000),
	CHARTWIRE_CONNECTIONS_PER_ADDRESS: count(10_000, 1_000_000),
	CHARTWIRE_CONNECTIONS_PER_TOKEN: count(10_000, 1_000_000),
	/** Requests and new sockets in a second, of one address and of one token. */
	CHARTWIRE_REQUESTS_PER_ADDRESS: count(5_000, 1_000_000),
	CHARTWIRE_REQUESTS_PER_TOKEN: count(5_000, 1_000_000),
	/** Different questions that one token may ask one node in a minute. */
	CHARTWIRE_QUESTIONS_PER_MINUTE: count(600, 1_000_000),
	/** Files with rows that are taken from one node at once. */
	CHARTWIRE_EXPORTS_PER_NODE: count(32, 10_000),
	/** How long a file waits for its rows before it answers that there are none yet; below the idle limit of load balancers. */
	CHARTWIRE_EXPORT_WAIT_MS: count(45_000, 600_000),
	/** Whoever has taken nothing of a file for so long is let go. */
	CHARTWIRE_EXPORT_STALL_MS: count(60_000, 3_600_000),
	/** What one file of all rows, beyond the cap of results, may have. */
	CHARTWIRE_EXPORT_MAX_ROWS: count(5_000_000, 1_000_000_000),
	CHARTWIRE_EXPORT_MAX_BYTES: count(1_073_741_824, 1_099_511_627_776),
	/** How long its rows are kept for whoever takes it slowly, or asks again. */
	CHARTWIRE_EXPORT_TTL_MS: count(3_600_000, 31_536_000_000),
	/** How long a picture waits for its chart's first answer before it says that there is none yet. */
	CHARTWIRE_PICTURE_WAIT_MS: count(10_000, 600_000),
	CHARTWIRE_PING_MS: count(25_000, 55_000),
	/** How many runs of one project may be queued or running at once. */
	CHARTWIRE_PROJECT_CONCURRENCY: count(64, 100_000),
	/** How long a run waits for a source that is down before it is given up. */
	CHARTWIRE_SOURCE_DOWN_MS: count(600_000, 86_400_000),
	/** A run that takes longer is written into the log. */
	CHARTWIRE_SLOW_QUERY_MS: z.coerce.number().int().min(0).max(86_400_000).default(10_000),
	/** Whether that line has the SQL itself, or only what tells one from another. */
	CHARTWIRE_SLOW_QUERY_SQL: z.enum(['hash', 'text']).default('hash'),
	CHARTWIRE_RUN_DEADLINE_MS: count(43_200_000, 604_800_000),
	CHARTWIRE_RESULT_MAX_ROWS: count(200_000, 10_000_000),
	CHARTWIRE_RESULT_MAX_BYTES: count(33_554_432, 268_435_456),
	/** What large results may take of Redis's memory, all together. */
	CHARTWIRE_RESULTS_MAX_BYTES: count(268_435_456, 1_099_511_627_776),
	/** How long a finished run and its result are kept. */
	CHARTWIRE_RESULT_TTL_MS: count(604_800_000, 31_536_000_000),
	/** How long a finished run that only refreshed a chart is kept. */
	CHARTWIRE_REFRESH_TTL_MS: count(3_600_000, 31_536_000_000),
	/** Whether what is published, and what recorded clients receive, is written down: where each frame stands, or all of it. */
	CHARTWIRE_TAP: z.enum(['off', 'positions', 'frames']).default('off'),
	/** The share of viewers, from 0 to 1, that is recorded without a token that says so. */
	CHARTWIRE_TAP_SAMPLE: z.coerce.number().min(0).max(1).default(0),
	/** How much of Redis's memory the tap may take. */
	CHARTWIRE_TAP_MAX_BYTES: count(67_108_864, 17_179_869_184),
	/** Whether people sign in here: accounts, roles, projects. Tokens that a back end signs need none of it. */
	CHARTWIRE_ACCOUNTS: z.enum(['on', 'off']).default('on'),
	/** The address by which browsers reach this server: in links, and whose pages may use a session. Default: localhost and PORT. */
	CHARTWIRE_PUBLIC_URL: safeUrl.optional(),
	/** A session that was not used for so long has ended. */
	CHARTWIRE_SESSION_IDLE_MS: count(86_400_000, 31_536_000_000),
	/** A session has ended after so long, however much it is used. */
	CHARTWIRE_SESSION_MS: count(2_592_000_000, 31_536_000_000),
	/** For so many days the audit log is kept. */
	CHARTWIRE_AUDIT_DAYS: count(400, 36_500),
	/** For so many days it is kept how much was watched, by the hour. */
	CHARTWIRE_VIEWS_DAYS: count(90, 36_500),
	/** An OpenID provider at which people sign in. Its name stands on the button. */
	CHARTWIRE_OIDC_ISSUER: safeUrl.optional(),
	CHARTWIRE_OIDC_NAME: z.string().min(1).max(60).default('single sign-on'),
	CHARTWIRE_OIDC_CLIENT_ID: z.string().min(1).optional(),
	CHARTWIRE_OIDC_CLIENT_SECRET: z.string().min(1).optional(),
	/** Domains of e-mail addresses that may sign in there, with commas between them. Default: all that the provider vouches for. */
	CHARTWIRE_OIDC_DOMAINS: list.default([]),
	/** What a newcomer becomes, and in which project; `none`: only those come in who have an account. */
	CHARTWIRE_OIDC_ROLE: z.enum(['none', 'viewer', 'author']).default('none'),
	CHARTWIRE_OIDC_PROJECT: z.string().min(1).max(100).default('default'),
	/** The server that takes mail: `smtp://user:password@host:587` (with STARTTLS) or `smtps://…:465`. Absent: no mail is sent. */
	CHARTWIRE_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
	/** Who the mail is from, as `Charts <charts@example.com>`. */
	CHARTWIRE_MAIL_FROM: z
		.string()
		.max(300)
		.regex(/^([^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, 'must be an address, or a name and <address>')
		.optional(),
	/** Whether webhooks may lead to private addresses, and be unencrypted. */
	CHARTWIRE_DELIVERY_PRIVATE: z.enum(['yes', 'no']).default('no'),
	/** How many messages the schedules of a project may send in an hour, and its alerts as many. */
	CHARTWIRE_DELIVERIES_PER_HOUR: count(1_000, 1_000_000),
	/** For so many days it is kept what was sent to whom. */
	CHARTWIRE_DELIVERY_DAYS: count(90, 36_500),
	CHARTWIRE_RING_MAX_COUNT: count(256, 100_000),
	CHARTWIRE_RING_MAX_BYTES: count(1_048_576, 67_108_864),
	CHARTWIRE_RING_MAX_AGE_MS: count(3_600_000, 86_400_000),
});

type Env = z.infer<typeof schema>;

const OIDC = ['CHARTWIRE_OIDC_ISSUER', 'CHARTWIRE_OIDC_CLIENT_ID', 'CHARTWIRE_OIDC_CLIENT_SECRET'] as const;

/** Two of three are a mistake, and one of two. */
const wholeSchema = schema.superRefine((env, context) => {
	if (env.CHARTWIRE_SMTP_URL !== undefined && env.CHARTWIRE_MAIL_FROM === undefined)
		context.addIssue({ code: 'custom', path: ['CHARTWIRE_MAIL_FROM'], message: 'is needed for sending mail' });
	const missing = OIDC.filter((name) => env[name] === undefined);
	if (missing.length === 0 || missing.length === OIDC.length) return;
	for (const name of missing)
		context.addIssue({ code: 'custom', path: [name], message: 'is needed for signing in by OpenID Connect' });
});

/** How people sign in at an OpenID provider. */
export interface OidcConfig {
	readonly issuer: string;
	readonly name: string;
	readonly clientId: string;
	readonly clientSecret: string;
	/** Of e-mail addresses, in small letters; none: all. */
	readonly domains: readonly string[];
	/** Of newcomers. */
	readonly role: 'none' | 'viewer' | 'author';
	readonly project: string;
}

function oidcOf(env: Env): OidcConfig | undefined {
	const [issuer, clientId, clientSecret] = OIDC.map((name) => env[name]);
	if (issuer === undefined || clientId === undefined || clientSecret === undefined) return undefined;
	const { CHARTWIRE_OIDC_NAME: name, CHARTWIRE_OIDC_DOMAINS: domains } = env;
	const newcomers = { role: env.CHARTWIRE_OIDC_ROLE, project: env.CHARTWIRE_OIDC_PROJECT };
	return Object.freeze({ issuer, name, clientId, clientSecret, domains, ...newcomers });
}

const publicUrlOf = (env: Env) => new URL(env.CHARTWIRE_PUBLIC_URL ?? `http://localhost:${env.PORT}`).origin;

const peopleOf = (env: Env) =>
	Object.freeze({
		publicUrl: publicUrlOf(env),
		sessionIdleMs: env.CHARTWIRE_SESSION_IDLE_MS,
		sessionMs: env.CHARTWIRE_SESSION_MS,
		auditDays: env.CHARTWIRE_AUDIT_DAYS,
		oidc: oidcOf(env),
	});

function deliveriesOf(env: Env) {
	const { CHARTWIRE_SMTP_URL: url, CHARTWIRE_MAIL_FROM: from } = env;
	const mail = url === undefined || from === undefined ? undefined : Object.freeze({ url, from });
	return Object.freeze({
		mail,
		allowPrivate: env.CHARTWIRE_DELIVERY_PRIVATE === 'yes',
		mostPerHour: env.CHARTWIRE_DELIVERIES_PER_HOUR,
		days: env.CHARTWIRE_DELIVERY_DAYS,
	});
}

const toConfig = (env: Env) =>
	Object.freeze({
		role: env.CHARTWIRE_ROLE,
		port: env.PORT,
		host: env.HOST,
		metrics: env.METRICS_PORT === undefined ? undefined : { port: env.METRICS_PORT, host: env.METRICS_HOST },
		databaseUrl: env.DATABASE_URL,
		redisUrl: env.REDIS_URL,
		queueRedisUrl: env.CHARTWIRE_QUEUE_REDIS_URL ?? env.REDIS_URL,
		scriptFolder: env.CHARTWIRE_SCRIPT_FOLDER,
		publicUrl: publicUrlOf(env),
		tokenSecret: env.CHARTWIRE_TOKEN_SECRET,
		keys: env.CHARTWIRE_KEYS,
		logLevel: env.CHARTWIRE_LOG_LEVEL,
		questionsPerMinute: env.CHARTWIRE_QUESTIONS_PER_MINUTE,
		pingMs: env.CHARTWIRE_PING_MS,
		exports: Object.freeze({
			perNode: env.CHARTWIRE_EXPORTS_PER_NODE,
			waitMs: env.CHARTWIRE_EXPORT_WAIT_MS,
			stallMs: env.CHARTWIRE_EXPORT_STALL_MS,
		}),
		pictureWaitMs: env.CHARTWIRE_PICTURE_WAIT_MS,
		trustedHops: env.CHARTWIRE_TRUSTED_HOPS,
		connections: Object.freeze({
			perNode: env.CHARTWIRE_CONNECTIONS_PER_NODE,
			perAddress: env.CHARTWIRE_CONNECTIONS_PER_ADDRESS,
			perToken: env.CHARTWIRE_CONNECTIONS_PER_TOKEN,
		}),
		requests: Object.freeze({
			perAddress: env.CHARTWIRE_REQUESTS_PER_ADDRESS,
			perToken: env.CHARTWIRE_REQUESTS_PER_TOKEN,
		}),
		worker: Object.freeze({
			concurrency: env.CHARTWIRE_WORKER_CONCURRENCY,
			graceMs: env.CHARTWIRE_WORKER_GRACE_MS,
			lostMs: env.CHARTWIRE_WORKER_LOST_MS,
		}),
		run: Object.freeze({
			projectConcurrency: env.CHARTWIRE_PROJECT_CONCURRENCY,
			sourceDownMs: env.CHARTWIRE_SOURCE_DOWN_MS,
			deadlineMs: env.CHARTWIRE_RUN_DEADLINE_MS,
			maxRows: env.CHARTWIRE_RESULT_MAX_ROWS,
			maxBytes: env.CHARTWIRE_RESULT_MAX_BYTES,
			resultTtlMs: env.CHARTWIRE_RESULT_TTL_MS,
			refreshTtlMs: env.CHARTWIRE_REFRESH_TTL_MS,
			exportMaxRows: env.CHARTWIRE_EXPORT_MAX_ROWS,
			exportMaxBytes: env.CHARTWIRE_EXPORT_MAX_BYTES,
			exportTtlMs: env.CHARTWIRE_EXPORT_TTL_MS,
		}),
		slowQuery: Object.freeze({ overMs: env.CHARTWIRE_SLOW_QUERY_MS, sql: env.CHARTWIRE_SLOW_QUERY_SQL }),
		viewsDays: env.CHARTWIRE_VIEWS_DAYS,
		deliveries: deliveriesOf(env),
		people: env.CHARTWIRE_ACCOUNTS === 'on' ? peopleOf(env) : undefined,
		resultsMaxBytes: env.CHARTWIRE_RESULTS_MAX_BYTES,
		tap: Object.freeze({
			mode: env.CHARTWIRE_TAP,
			sample: env.CHARTWIRE_TAP_SAMPLE,
			maxBytes: env.CHARTWIRE_TAP_MAX_BYTES,
		}),
		ring: Object.freeze({
			maxCount: env.CHARTWIRE_RING_MAX_COUNT,
			maxBytes: env.CHARTWIRE_RING_MAX_BYTES,
			maxAgeMs: env.CHARTWIRE_RING_MAX_AGE_MS,
		}),
	});

export type Config = ReturnType<typeof toConfig>;

/** Reads the configuration. @throws Error with one line for each variable that is missing or wrong; never with a value. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
	const parsed = wholeSchema.safeParse(env);
	if (parsed.success) return toConfig(parsed.data);
	const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
	throw new Error(`The configuration is incomplete or wrong; set these environment variables:\n${lines.join('\n')}`);
}
