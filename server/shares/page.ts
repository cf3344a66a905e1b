/**
 * `GET /share`: the page of a public link. It knows nothing by itself: the code is behind the `#` of the address, which no
 * server sees, and its script asks `POST /v1/shares/open` what it opens. widget/pages/share.ts has the page's side.
 */
import { Hono } from 'hono';
import { sendStrictPage } from '../strict-page.ts';

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex, nofollow">
<title>Chartwire</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/share.css">
<script type="module" src="/share.mjs"></script>
</head>
<body>
<noscript><p class="problem">This page needs its script.</p></noscript>
</body>
</html>
`;

export function sharePageRoutes(): Hono {
	return new Hono().get('/', (context) => {
		context.header('x-robots-tag', 'noindex, nofollow');
		return sendStrictPage(context, PAGE, { policy: { 'img-src': 'data:' } });
	});
}
