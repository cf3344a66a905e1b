/**
 * `GET /workshop/…`: the page where authors work. One page for all its addresses: its script reads where one is. Who may do
 * what is decided by `/v1`, which it asks like any other page.
 */
import { Hono } from 'hono';
import { type StrictPage, sendStrictPage } from '../strict-page.ts';

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Chartwire</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/workshop.css">
<script type="module" src="/chartwire.mjs"></script>
<script type="module" src="/workshop.mjs"></script>
</head>
<body>
<workshop-app></workshop-app>
<noscript><p>The workshop needs its script.</p></noscript>
</body>
</html>
`;

const BOUNDS: StrictPage = {
	referrer: 'same-origin',
	policy: {
		// Icons are fetched from addresses that hold them.
		'connect-src': "'self' data:",
		'img-src': "'self' data:",
		// The preview of what is embedded by an iframe.
		'frame-src': "'self'",
		// The controls' library writes markup of its own.
		'require-trusted-types-for': undefined,
		'trusted-types': undefined,
	},
};

export function workshopRoutes(): Hono {
	return new Hono().get('/*', (context) => sendStrictPage(context, PAGE, BOUNDS));
}
