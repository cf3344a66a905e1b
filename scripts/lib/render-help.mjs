/** docs/troubleshooting.md as a page of its own, in which each finding of the doctor has a place that a link can name. */
import markdownit from 'markdown-it';

/** A row of the table begins with the finding's code: that is its name. */
const nameRows = (html) => html.replace(/<tr>\s*<td><code>([a-z_]+)<\/code>/g, '<tr id="$1"><td><code>$1</code>');

/** Of links to other pages of the docs, which are not served, the words stay. */
const dropLinks = (html) => html.replace(/<a href="[^"]*\.md[^"]*">(.*?)<\/a>/g, '$1');

/** What scrolls must be reached by keys. */
const letScroll = (html) => html.replaceAll('<pre>', '<pre tabindex="0">');

/** @param {string} text Markdown @returns {string} HTML, whole */
export function renderHelp(text) {
	const html = letScroll(dropLinks(nameRows(markdownit({ html: false }).render(text))));
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Troubleshooting</title>
<link rel="stylesheet" href="doctor.css">
</head>
<body class="help"><main>
${html}</main></body>
</html>
`;
}
