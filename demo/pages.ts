/**
 * The demo's own pages: home, editor, gallery, portal, explorer, wallboard, dashboard and inspector. Each is sent with a freshly signed token that permits just
 * what the page shows; the token stands in the HTML and never in an address.
 */
import type { Context, Hono } from 'hono';
import { signToken, type TokenGrant } from '../server/auth/sign-token.ts';
import { CHARTS_OF_PAGE, DEMO_CHARTS } from './charts.ts';
import { mountDocs } from './docs/mount.ts';
import { EXAMPLES } from './examples.ts';
import { mountFrameworks } from './frameworks/pages.ts';
import { galleryHtml, galleryLinks } from './gallery/gallery-html.ts';
import { escapeHtml, fillPage, hostName, originAt, sendFile, sendPage, WORDMARK } from './html.ts';
import { SAMPLE_TABLES } from './sample-data/tables.ts';

export interface PagesOptions {
	/** The secret that Chartwire verifies tokens with. */
	readonly secret: string;
	/** The port on which demo/site.ts serves the article, from an origin of its own. */
	readonly sitePort: number;
	/** How long the wallboard's tokens last. Default: four hours. */
	readonly wallboardSeconds?: number;
}

const HALF_A_DAY = 12 * 3_600;
/** A wallboard hangs on its wall for weeks: it asks for another token before this one ends. */
const FOUR_HOURS = 4 * 3_600;

type PageName =
	| 'frameworks'
	| 'home'
	| 'editor'
	| 'gallery'
	| 'portal'
	| 'explore'
	| 'wallboard'
	| 'dashboard'
	| 'inspector';

/** The inspector asks the server for nothing, and needs no token. */
const GRANTS: Readonly<Partial<Record<PageName, TokenGrant>>> = {
	home: { subject: 'demo-home', charts: CHARTS_OF_PAGE.home, expiresInSeconds: HALF_A_DAY },
	editor: { subject: 'demo-author', permissions: ['author'], expiresInSeconds: HALF_A_DAY },
	gallery: { subject: 'demo-gallery', charts: CHARTS_OF_PAGE.gallery, expiresInSeconds: HALF_A_DAY },
	portal: { subject: 'demo-portal', charts: CHARTS_OF_PAGE.portal, expiresInSeconds: HALF_A_DAY },
	explore: { subject: 'demo-explorer', charts: CHARTS_OF_PAGE.explore, expiresInSeconds: HALF_A_DAY },
	frameworks: { subject: 'demo-frameworks', charts: CHARTS_OF_PAGE.explore, expiresInSeconds: HALF_A_DAY },
	dashboard: { subject: 'demo-dashboard', dashboards: ['sales'], expiresInSeconds: FOUR_HOURS },
	wallboard: { subject: 'demo-wallboard', charts: CHARTS_OF_PAGE.wallboard, expiresInSeconds: FOUR_HOURS },
};

function examplesHtml(): string {
	return EXAMPLES.map(({ title, note, sql }) => {
		const small = note === undefined ? '' : `<small>${escapeHtml(note)}</small>`;
		const text = `${escapeHtml(title)}${small}`;
		return `<li><button type="button" aria-pressed="false" data-sql="${escapeHtml(sql)}">${text}</button></li>`;
	}).join('');
}

interface ListedTable {
	readonly name: string;
	readonly comment: string;
	readonly columns: readonly (readonly [name: string, type: string])[];
}

const ORDERS: ListedTable = {
	name: 'orders',
	comment: 'Made-up orders, written every second. Those older than a day are added up by ten minutes.',
	columns: [
		['id', 'bigint'],
		['at', 'timestamptz'],
		['region', 'text'],
		['product', 'text'],
		['quantity', 'integer'],
		['amount', 'numeric(12,2)'],
	],
};

const plainType = (type: string): string => type.replace(/ not null| primary key/g, '');

function tablesHtml(): string {
	return [ORDERS, ...SAMPLE_TABLES]
		.map(({ name, comment, columns }) => {
			const list = columns.map(
				([column, type]) => `<dt>${escapeHtml(column)}</dt><dd>${escapeHtml(plainType(type))}</dd>`,
			);
			const summary = `<summary>${escapeHtml(name)}</summary><p>${escapeHtml(comment)}</p>`;
			return `<details>${summary}<dl>${list.join('')}</dl></details>`;
		})
		.join('');
}

const HOME_CHART = 'orders-per-minute';
const homeSql = (): string => DEMO_CHARTS.find((chart) => chart.name === HOME_CHART)?.sql ?? '';

/** A wallboard's tokens may be made shorter, so that one sees them change. */
function tokenOf(name: PageName, { secret, wallboardSeconds }: PagesOptions, record = false): Promise<string> {
	const grant = GRANTS[name];
	if (grant === undefined) return Promise.resolve('');
	const shorter = name === 'wallboard' && wallboardSeconds ? { expiresInSeconds: wallboardSeconds } : {};
	return signToken(secret, { ...grant, ...shorter, record });
}

async function page(context: Context, name: PageName, options: PagesOptions): Promise<Response> {
	const host = hostName(context);
	const site = originAt(host, options.sitePort);
	const chartwire = originAt(host, Number(new URL(context.req.url).port || 80));
	// `/portal?record` shows how one viewer is recorded.
	const token = await tokenOf(name, options, context.req.query('record') !== undefined);
	const html = await fillPage(`${name}.html`, {
		TOKEN: token,
		WORDMARK,
		ORIGIN: escapeHtml(chartwire),
		SITE: escapeHtml(site),
		SITE_HOST: escapeHtml(new URL(site).host),
		EXAMPLES: examplesHtml(),
		TABLES: tablesHtml(),
		GALLERY: name === 'gallery' ? galleryHtml(token) : '',
		GALLERY_LINKS: galleryLinks(),
		SQL_EDITOR: escapeHtml(EXAMPLES[0]?.sql ?? ''),
		WALL: context.req.query('wall') === undefined ? '' : 'wallboard',
		CHART_HOME: HOME_CHART,
		SQL_HOME: escapeHtml(homeSql()),
	});
	return sendPage(context, html, { chartwire });
}

/** Adds the demo's pages to the server's routes: `/`, `/editor`, `/gallery`, `/portal`, `/explore`, `/wallboard` and `/dashboard` with their tokens, `/inspector`, the documents at `/docs`, and their files under `/demo/`. */
export function mountPages(app: Hono, options: PagesOptions): void {
	app.get('/', (context) => page(context, 'home', options));
	app.get('/editor', (context) => page(context, 'editor', options));
	app.get('/gallery', (context) => page(context, 'gallery', options));
	app.get('/portal', (context) => page(context, 'portal', options));
	app.get('/explore', (context) => page(context, 'explore', options));
	mountDocs(app);
	mountFrameworks(app, () => tokenOf('frameworks', options));
	app.get('/wallboard', (context) => page(context, 'wallboard', options));
	app.get('/dashboard', (context) => page(context, 'dashboard', options));
	app.get('/inspector', (context) => page(context, 'inspector', options));
	// What a company's own back end does for whoever is logged in; a wall that anybody sees has no log-in.
	for (const name of ['wallboard', 'dashboard'] as const) {
		app.get(`/${name}/token`, async (context) => {
			const token = await tokenOf(name, options);
			return context.json({ token }, 200, { 'Cache-Control': 'no-store' });
		});
	}
	// It keeps pages of the other folder.
	app.get('/demo/wallboard-worker.js', async (context) => {
		const answer = await sendFile(context, 'wallboard-worker.js');
		answer.headers.set('Service-Worker-Allowed', '/');
		return answer;
	});
	app.get('/demo/:file', (context) => sendFile(context, context.req.param('file')));
	app.get('/favicon.ico', (context) => sendFile(context, 'icon.svg'));
}
