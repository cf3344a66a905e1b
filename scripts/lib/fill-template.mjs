/**
 * Makes of a template's text what the browser's own parser would. A page whose policy demands Trusted Types and allows no
 * policy of anybody takes no markup as text, not even a literal of ours. Put into lit by trim-lit.mjs, which also refuses
 * whatever this does not read: entities, and elements without an end tag but `input`.
 *
 * Names that no element may be given by hand in every browser, as `@click`, begin with `_` and the sign's number instead:
 * lit knows its own by their order.
 */
export function fillTemplate(root, text) {
	let at = root;
	const parts = /<(\?[^>]*)>|<(\/)[^>]*>|<([\w-]+)((?:"[^"]*"|[^">])*)>|([^<]+)/g;
	for (const [, comment, end, tag, attributes, words] of text.matchAll(parts)) {
		if (comment) at.append(root.ownerDocument.createComment(comment));
		else if (end) at = at.parentNode;
		else if (words) at.append(words);
		else {
			const space = tag === 'svg' ? 'http://www.w3.org/2000/svg' : (at.namespaceURI ?? 'http://www.w3.org/1999/xhtml');
			const element = root.ownerDocument.createElementNS(space, tag);
			for (const [, name, quoted, plain] of attributes.matchAll(/([^\s=/]+)(?:="([^"]*)"|=([^\s"]+))?/g))
				element.setAttribute(
					name.replace(/^\W/, (sign) => `_${sign.charCodeAt(0)}`),
					quoted ?? plain ?? '',
				);
			at.append(element);
			if (tag !== 'input' && !attributes.endsWith('/')) at = element;
		}
	}
}
