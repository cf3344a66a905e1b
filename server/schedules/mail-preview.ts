/**
 * What a schedule would send now, as a mail shows it. Its charts are asked for as a viewer asks: nothing is run whose answer
 * is fresh enough, and the rows are those that its next time would show, which is nobody's in particular.
 */
import type { Result, Target } from '../../widget/protocol.ts';
import type { Bearer } from '../auth/embed-claims.ts';
import { cidOf, mailHtml } from '../deliveries/mail-html.ts';
import { type RenderDeps, type RenderedChart, renderCharts } from '../deliveries/render.ts';
import { phrase } from '../deliveries/words.ts';
import { NamedError } from '../errors.ts';
import { type AnswerDeps, findAnswer, type Patience } from '../exports/find-answer.ts';
import type { RunError } from '../runs/run.ts';
import type { Watched } from '../runs/watch.ts';
import { nextTime } from './cron.ts';
import type { GivenSchedule } from './declaration.ts';
import { readClock } from './schedules.ts';
import { messageOf, outcomeOf } from './settle.ts';
import { questionsOf, type TargetQuestion } from './target.ts';

export interface MailPreviewDeps extends RenderDeps, AnswerDeps {
	readonly resolve: (bearer: Bearer, target: Target) => Promise<Watched>;
	readonly publicUrl: string;
	/** For so long each chart's answer is waited for. */
	readonly pictureWaitMs: number;
}

type Previewed = Pick<GivenSchedule, 'title' | 'cron' | 'timeZone' | 'target' | 'attach' | 'only' | 'locale' | 'theme'>;

export interface MailPreviewOptions {
	readonly bearer: Bearer;
	readonly name: string;
	readonly given: Previewed;
	readonly signal: AbortSignal;
}

interface Answered {
	readonly question: TargetQuestion;
	readonly result: Result | null;
	readonly error: RunError | null;
}

async function answer(
	deps: MailPreviewDeps,
	question: TargetQuestion,
	{ bearer, signal }: Pick<MailPreviewOptions, 'bearer' | 'signal'>,
): Promise<Answered> {
	const { chart, params, failure } = question;
	if (failure !== undefined) return { question, result: null, error: failure };
	try {
		const watched = await deps.resolve({ ...bearer, claims: {}, params: {} }, { chart, params });
		const patience: Patience = { waitMs: deps.pictureWaitMs, signal };
		return { question, result: (await findAnswer(deps, watched, patience)).result, error: null };
	} catch (error) {
		if (!(error instanceof NamedError)) throw error;
		return { question, result: null, error: { code: error.code, message: error.message } };
	}
}

/** Where a mail would name an attached picture, it stands itself. */
function withPictures(html: string, charts: readonly RenderedChart[]): string {
	return charts.reduce((text, { picture }, index) => {
		if (picture === undefined) return text;
		return text.replace(`cid:${cidOf(index)}`, `data:image/png;base64,${Buffer.from(picture.png).toString('base64')}`);
	}, html);
}

/**
 * `state`: what would become of it, and why. `files`: what would be attached, by name.
 * @throws NamedError unknown_dashboard
 */
export async function previewMail(deps: MailPreviewDeps, { name, given, ...asking }: MailPreviewOptions) {
	const { project } = asking.bearer;
	const { target, attach, theme, locale } = given;
	const questions = await questionsOf(deps.database, project, target);
	const answered = await Promise.all(questions.map((question) => answer(deps, question, asking)));
	const settled = answered.map(({ question: { title }, result, error }) => ({
		title,
		failure: error,
		state: result === null ? ('failed' as const) : ('succeeded' as const),
		rows: result?.rows ?? null,
		error: null,
	}));
	const due_at = new Date(nextTime(given, await readClock(deps.database)));
	const told = { project, schedule: name, title: given.title, due_at, declaration: given };
	const message = messageOf(told, settled, deps.publicUrl);
	const kept = answered.map(({ question: { chart, title, params }, result, error }) => ({
		chart,
		title,
		params,
		result,
		error,
	}));
	const charts = await renderCharts(deps, { project, message, attach: { ...attach, theme, charts: kept } });
	const html = mailHtml({ message, charts, locale, cause: phrase(locale, 'schedule', { name }) });
	return {
		subject: message.subject,
		...outcomeOf(given, settled),
		html: withPictures(html, charts),
		files: charts.flatMap(({ csv }) => (csv === undefined ? [] : [csv.name])),
	};
}
