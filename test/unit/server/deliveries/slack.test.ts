/** What a message for a chat holds of what authors and rows say. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { slackBody } from '../../../../server/deliveries/slack.ts';

test('no text calls everybody of a chat, or leads elsewhere, wherever it stands in a message', () => {
	const text = '<!channel> <https://evil.example|Open>';
	const chart = { chart: 'a', title: text, words: text, age: text, failed: false };
	const fields = [[text, text]] as const;
	const body = slackBody({
		message: { subject: text, text, fields },
		charts: [chart],
		pictures: [undefined],
		cause: text,
		locale: 'en',
	});
	const message = JSON.parse(body) as { text: string; blocks: { type: string }[] };
	assert.equal(message.text, '&lt;!channel&gt; &lt;https://evil.example|Open&gt;');
	// A header is plain text, in which nothing is marked up.
	const marked = message.blocks.filter(({ type }) => type !== 'header');
	assert.equal(marked.length, 5);
	assert.doesNotMatch(JSON.stringify(marked), /[<>]/);
});

test('what is too long is cut between two signs, so that no half of one has the message refused', () => {
	const message = { subject: `${'x'.repeat(148)}😀 and more`, text: '' };
	const body = slackBody({ message, charts: [], pictures: [], cause: 'c', locale: 'en' });
	const { blocks } = JSON.parse(body) as { blocks: { text?: { text: string } }[] };
	assert.equal(blocks[0]?.text?.text, `${'x'.repeat(148)}…`);
});
