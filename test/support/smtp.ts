/** A mail server for a test: the real protocol on loopback, and what it was given. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { Scope } from './scope.ts';

interface Refusal {
	readonly code: number;
	readonly message: string;
}

export interface ReceivedMail {
	readonly from: string;
	readonly to: readonly string[];
	readonly raw: string;
	readonly encrypted: boolean;
	/** Who has logged in. */
	readonly user: string | undefined;
}

export interface TestSmtp {
	readonly port: number;
	/** What it has said 250 to. */
	readonly taken: readonly ReceivedMail[];
	/** What came up to its final dot, taken or not. */
	readonly seen: readonly ReceivedMail[];
	/** How it answers each recipient; undefined: takes it. */
	refuse: ((address: string) => Refusal | undefined) | undefined;
	/** What the final dot waits for before it is answered. */
	hold: ((mail: ReceivedMail) => Promise<void>) | undefined;
}

const asError = ({ code, message }: Refusal) => Object.assign(new Error(message), { responseCode: code });

/** Ends with the scope. Without options: neither encryption nor logins. */
export async function startSmtp(scope: Scope, options: SMTPServerOptions = {}): Promise<TestSmtp> {
	const taken: ReceivedMail[] = [];
	const seen: ReceivedMail[] = [];
	const control: Pick<TestSmtp, 'refuse' | 'hold'> = { refuse: undefined, hold: undefined };
	const server = new SMTPServer({
		disabledCommands: ['AUTH', 'STARTTLS'],
		logger: false,
		...options,
		onRcptTo: ({ address }, _session, done) => {
			const refusal = control.refuse?.(address);
			done(refusal === undefined ? null : asError(refusal));
		},
		onData: (stream, { envelope, secure, user }, done) => {
			const pieces: Buffer[] = [];
			stream.on('data', (piece: Buffer) => pieces.push(piece));
			stream.on('end', () => {
				const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
				const to = envelope.rcptTo.map(({ address }) => address);
				const raw = Buffer.concat(pieces).toString('latin1');
				const mail = { from, to, raw, encrypted: secure, user: user as string | undefined };
				seen.push(mail);
				Promise.resolve(control.hold?.(mail)).then(
					() => {
						taken.push(mail);
						done(null);
					},
					(error: Error) => done(error),
				);
			});
		},
	});
	// A client that is killed in the middle.
	server.on('error', () => undefined);
	const listening = server.listen(0, '127.0.0.1');
	await once(listening, 'listening');
	scope.defer(() => new Promise<void>((done) => server.close(done)));
	const { port } = listening.address() as AddressInfo;
	return Object.assign(control, { port, taken, seen });
}
