/** Sends one delivery: makes what it shows, and hands it to its channel. */
import { signPicture } from '../auth/picture-permit.ts';
import { findChart } from '../charts/charts.ts';
import { toNamedError } from '../errors.ts';
import { isLoopback } from '../people/origin.ts';
import { findProject } from '../projects/projects.ts';
import type { Keyring } from '../sources/keyring.ts';
import { type DeliveryChannel, openChannel } from './channels.ts';
import type { Mailer } from './mailer.ts';
import type { DeliveryRow } from './outbox.ts';
import { post } from './post.ts';
import { type RenderDeps, type RenderedChart, renderCharts } from './render.ts';
import { webhookSecrets } from './secrets.ts';
import { SendFailure } from './send-failure.ts';
import { webhookHeaders } from './sign.ts';
import { slackBody } from './slack.ts';
import { webhookBody } from './webhook.ts';
import { phrase } from './words.ts';

export interface SendDeps extends RenderDeps {
	readonly keys: Keyring;
	/** Undefined: this installation sends no mail. */
	readonly mailer: Mailer | undefined;
	/** Where browsers, and whoever fetches a picture, reach this server. */
	readonly publicUrl: string;
	/** Whether webhooks may lead to private addresses. */
	readonly allowPrivate: boolean;
}

export interface SendOptions {
	readonly signal: AbortSignal;
	/** Asked right before anything leaves: whether it is still this worker's to send. */
	readonly demandHold: () => Promise<void>;
}

/** For so long a picture in a chat is to be seen. */
const PICTURE_LIVES_S = 30 * 86_400;

/** Resolves with what the receiver has answered. @throws SendFailure */
export async function send(deps: SendDeps, delivery: DeliveryRow, options: SendOptions): Promise<string> {
	try {
		const channel = openChannel(deps.keys, delivery.project, delivery.channel);
		const charts = await renderCharts(deps, delivery);
		options.signal.throwIfAborted();
		return await hand(deps, delivery, { channel, charts, ...options });
	} catch (error) {
		if (error instanceof SendFailure) throw error;
		if (options.signal.aborted) {
			throw new SendFailure('timeout', 'It could not be sent in time.', { retryable: true, cause: error });
		}
		const named = toNamedError(error);
		throw new SendFailure(named.code, named.message, { retryable: true, cause: error });
	}
}

interface Handed extends SendOptions {
	readonly channel: DeliveryChannel;
	readonly charts: readonly RenderedChart[];
}

async function hand(deps: SendDeps, delivery: DeliveryRow, handed: Handed): Promise<string> {
	const { channel, charts, demandHold, signal } = handed;
	const posted = { allowPrivate: deps.allowPrivate, signal };
	switch (channel.kind) {
		case 'email': {
			const [to = ''] = channel.to;
			if (deps.mailer === undefined) {
				const message =
					'This installation sends no mail; its operator has to set CHARTWIRE_SMTP_URL and CHARTWIRE_MAIL_FROM.';
				throw new SendFailure('mail_not_configured', message, { retryable: false });
			}
			await demandHold();
			return deps.mailer.send(delivery, to, charts);
		}
		case 'slack': {
			const body = await slackOf(deps, delivery, charts);
			await demandHold();
			return post({ ...posted, url: channel.url, body });
		}
		case 'webhook': {
			const body = webhookBody(delivery, charts);
			const secrets = await webhookSecrets(deps.database, deps.keys, delivery.project);
			const signed = { id: delivery.id, timestamp: Math.floor(Date.now() / 1_000), body };
			await demandHold();
			return post({ ...posted, url: channel.url, body, headers: webhookHeaders(secrets, signed) });
		}
	}
}

async function slackOf(deps: SendDeps, delivery: DeliveryRow, charts: readonly RenderedChart[]): Promise<string> {
	const { message, cause_kind: kind, cause_name: name } = delivery;
	if (message === null) throw new SendFailure('emptied', 'What it said is not kept any more.', { retryable: false });
	const { locale = 'en' } = message;
	const pictures = await Promise.all(charts.map((chart, index) => pictureAddress(deps, delivery, { chart, index })));
	return slackBody({ message, charts, pictures, locale, cause: phrase(locale, kind, { name }) });
}

/** Slack fetches a picture itself, so it gets an address that permits that one; of a project that is closed there is none. */
async function pictureAddress(
	{ publicUrl, secret, database }: SendDeps,
	{ project, attach, message, cause_kind: cause }: DeliveryRow,
	{ chart, index }: { readonly chart: RenderedChart; readonly index: number },
): Promise<string | undefined> {
	const kept = attach?.charts[index];
	// A picture that cannot be fetched has Slack refuse the whole message.
	if (chart.picture === undefined || kept === undefined || isLoopback(new URL(publicUrl))) return undefined;
	if ((await findProject(database, project)).private) return undefined;
	// An alert looks at the rows of claims that its author has chosen, and the address would show those of nobody (I9).
	if (cause === 'alert' && (await findChart(database, project, kept.chart)).claims.length > 0) return undefined;
	const { width, height } = chart.picture;
	const path = await signPicture(secret, 'png', {
		chart: kept.chart,
		project,
		params: kept.params,
		look: { width, height, theme: attach?.theme ?? 'plain', locale: message?.locale ?? 'en' },
		expiresInSeconds: PICTURE_LIVES_S,
	});
	return publicUrl + path;
}
