/** Sends mail over SMTP, encrypted where the server can (STARTTLS) or must (smtps:), each within a time. */
import { createTransport, type SendMailOptions, type Transporter } from 'nodemailer';
import { isLoopback } from '../people/origin.ts';
import { cidOf, mailHtml, mailText } from './mail-html.ts';
import type { DeliveryRow } from './outbox.ts';
import type { RenderedChart } from './render.ts';
import { SendFailure, saidText } from './send-failure.ts';
import { phrase } from './words.ts';

export interface MailConfig {
	/** `smtp://user:password@host:587` or `smtps://…:465`. */
	readonly url: string;
	/** As `Charts <charts@example.com>`. */
	readonly from: string;
}

const TIMES = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 30_000, dnsTimeout: 10_000 };

export class Mailer {
	readonly #config: MailConfig;
	readonly #transport: Transporter;

	constructor(config: MailConfig) {
		this.#config = config;
		const url = new URL(config.url);
		// A password never travels in the clear, but within one machine.
		const mustEncrypt = url.username !== '' && !isLoopback(url);
		this.#transport = createTransport(
			{ url: config.url, ...TIMES, requireTLS: mustEncrypt, disableFileAccess: true, disableUrlAccess: true } as object,
			{ from: config.from },
		);
	}

	/** Resolves once the server has taken it, with what it said. @throws SendFailure */
	async send(delivery: DeliveryRow, to: string, charts: readonly RenderedChart[]): Promise<string> {
		try {
			const { response } = (await this.#transport.sendMail(mailOf(delivery, to, charts, this.#config))) as {
				response: string;
			};
			return saidText(response);
		} catch (error) {
			throw smtpFailure(error as SmtpError);
		}
	}

	close(): void {
		this.#transport.close();
	}
}

/** A receiver that gets it twice knows it by its Message-ID (RFC 5322, section 3.6.4). */
function messageIdOf(id: string, from: string): string {
	const [, domain = 'chartwire.invalid'] = /@([^\s>]+)/.exec(from) ?? [];
	return `<${id}@${domain}>`;
}

function mailOf(
	delivery: DeliveryRow,
	to: string,
	charts: readonly RenderedChart[],
	{ from }: MailConfig,
): SendMailOptions {
	const { id, message, cause_kind: kind, cause_name: name } = delivery;
	if (message === null) throw new SendFailure('emptied', 'What it said is not kept any more.', { retryable: false });
	const { locale = 'en' } = message;
	const content = { message, charts, locale, cause: phrase(locale, kind, { name }) };
	return {
		to: { name: '', address: to },
		subject: message.subject,
		messageId: messageIdOf(id, from),
		headers: {
			// No robot answers (RFC 3834).
			'Auto-Submitted': 'auto-generated',
			'X-Auto-Response-Suppress': 'All',
			'Content-Language': locale,
		},
		text: mailText(content),
		html: mailHtml(content),
		attachments: [
			...charts.flatMap(({ picture }, index) =>
				picture === undefined
					? []
					: [
							{
								filename: `chart-${index + 1}.png`,
								content: Buffer.from(picture.png),
								contentType: 'image/png',
								contentDisposition: 'inline' as const,
								cid: cidOf(index),
							},
						],
			),
			...charts.flatMap(({ csv }) =>
				csv === undefined ? [] : [{ filename: csv.name, content: csv.body, contentType: 'text/csv; charset=utf-8' }],
			),
		],
	};
}

interface SmtpError extends Error {
	readonly code?: string;
	readonly responseCode?: number;
	readonly response?: string;
}

/** A server that says "later" (4yz) or is not there is asked again; one that says "no" (5yz) is not (RFC 5321, section 4.2.1). */
function smtpFailure(error: SmtpError): SendFailure {
	if (error instanceof SendFailure) return error;
	const { code = 'ESMTP', responseCode = 0, response = '' } = error;
	const said = saidText(response);
	if (code === 'EAUTH' || code === 'ENOAUTH') {
		const message = `The mail server does not take the operator's login (${said || code}).`;
		return new SendFailure('smtp_login', message, { retryable: true, cause: error });
	}
	if (responseCode >= 500) return new SendFailure('refused', said, { retryable: false, cause: error });
	if (responseCode >= 400) return new SendFailure('deferred', said, { retryable: true, cause: error });
	const message = `The mail server could not be reached or did not answer in time (${code}).`;
	return new SendFailure('unreachable', message, { retryable: true, cause: error });
}
