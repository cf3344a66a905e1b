/**
 * `GET /embed/:chart` and `GET /embed/dashboards/:dashboard`: one of them as a page of its own, for an iframe in a place that takes no script. The token comes in the
 * address's fragment, which no server sees, or by a message of the page around; widget/pages/embed.ts has the page's side.
 *
 * To the server every such page is its own, whoever frames it. So the address names a project, whose origins are the only
 * ones that browsers let frame it; and `POST /v1/embed/check` holds the token to that project, before anything is shown.
 */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { bearerOf } from '../auth/bearer.ts';
import type { Doors } from '../auth/doors.ts';
import { lets } from '../auth/origins.ts';
import { NamedError } from '../errors.ts';
import { nameSchema, parse, parseBody } from '../http.ts';
import { sendStrictPage } from '../strict-page.ts';

const PAGE = `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>Chartwire</title>
<link rel="stylesheet" href="/embed.css">
<script type="module" src="/embed.mjs"></script>
</head>
<body></body>
</html>
`;

/** A page that frames it may be anywhere, unless the project says where. */
const ancestorsOf = (origins: readonly string[]): string =>
	origins.length === 0 ? '*' : ["'self'", ...origins.filter((each) => each !== 'null')].join(' ');

const projectSchema = z.string().min(1).max(100).default('default');

/** The origin of the page around, as far as the browser has told it. */
const checkSchema = z.strictObject({ project: projectSchema, around: z.string().max(300).optional() });

export function embedRoutes(doors: Doors): Hono {
	const page = async (context: Context, name: string): Promise<Response> => {
		parse(nameSchema, name);
		const { origins } = await doors.settings(parse(projectSchema, context.req.query('project')));
		return sendStrictPage(context, PAGE, { isFramed: true, policy: { 'frame-ancestors': ancestorsOf(origins) } });
	};
	return new Hono()
		.get('/dashboards/:dashboard', (context) => page(context, context.req.param('dashboard')))
		.get('/:chart', (context) => page(context, context.req.param('chart')));
}

export function embedCheckRoutes(doors: Doors): Hono {
	return new Hono().post('/check', async (context) => {
		const bearer = await bearerOf(doors, context);
		const { project, around } = await parseBody(context, checkSchema);
		if (bearer.project !== project) {
			const message = `This token is not of the project "${project}"; name its project in the frame's address, as in ?project=shop.`;
			throw new NamedError('not_allowed', message);
		}
		// Where a token names origins of its own, a browser that does not tell who frames the page shows nothing.
		if ((bearer.origins?.length ?? 0) > 0 && !lets(bearer.origins, { origin: around ?? 'unknown' })) {
			throw new NamedError('origin_not_allowed', 'The page around this frame may not use this token.');
		}
		return context.body(null, 204);
	});
}
