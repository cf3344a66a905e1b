/**
 * `GET /share`: the page of a public link. It knows nothing by itself: the code is behind the `#` of the address, which no
 * server sees, and its script asks `POST /v1/shares/open` what it opens. widget/pages/share.ts has the page's side.
 */
import { Hono } from 'hono';

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

const POLICY = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"connect-src 'self'",
	'img-src data:',
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
	"require-trusted-types-for 'script'",
	"trusted-types 'none'",
].join('; ');

export function sharePageRoutes(): Hono {
	return new Hono().get('/', (context) => {
		context.header('content-security-policy', POLICY);
		context.header('referrer-policy', 'no-referrer');
		context.header('x-robots-tag', 'noindex, nofollow');
		context.header('cache-control', 'no-store');
		context.header('cross-origin-opener-policy', 'same-origin');
		context.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()');
		return context.html(PAGE);
	});
}
