/**
 * `GET /doctor`: the page on which the author of another page finds out which link of its embedding fails. It knows nothing by
 * itself: what is asked comes from the form, or from the address's fragment, which no server sees.
 */
import { Hono } from 'hono';
import { sendStrictPage } from '../strict-page.ts';

const FIELDS = [
	['page', 'Address of your page', 'https://shop.example.com/sales'],
	['chart', 'Chart', 'sales'],
	['project', 'Project', 'default'],
	['params', 'Parameters, in JSON', '{}'],
] as const;

const field = ([name, label, placeholder]: (typeof FIELDS)[number]): string =>
	`<label>${label}<input name="${name}" placeholder="${placeholder.replaceAll('"', '&quot;')}" autocomplete="off" spellcheck="false"></label>`;

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>Why is there no chart?</title>
<link rel="stylesheet" href="/doctor.css">
<script type="module" src="/doctor.mjs"></script>
</head>
<body>
<main>
<h1>Why is there no chart?</h1>
<p class="lead">Says which link between your page and its rows fails, and how to mend it. What you enter stays in this tab, but
for what this server has to be asked; the token is not kept.</p>
<form id="question">
<div class="fields">
${FIELDS.map(field).join('\n')}
</div>
<label>Token<textarea name="token" rows="3" autocomplete="off" spellcheck="false"></textarea></label>
<label>Content-Security-Policy of your page, if it has one<textarea name="policy" rows="3" autocomplete="off" spellcheck="false"></textarea></label>
<button type="submit">Find out</button>
</form>
<div id="report"></div>
<div id="preview"></div>
</main>
</body>
</html>
`;

export function doctorRoutes(): Hono {
	return new Hono().get('/', (context) => sendStrictPage(context, PAGE));
}
