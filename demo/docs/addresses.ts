/** Where a link of a document leads when the document is a page: links are written for those who read the files. */
import { posix } from 'node:path';

/** Files beside the documents that are served as they are. */
const BESIDE = /^docs\/([\w-]+\.(?:sql|png))$/;

/**
 * The address of a link, given the file that has it (from the root of the repository) and the pages by their files.
 * Undefined for a file of the repository that is not served, such as a source.
 */
export function addressOf(
	href: string,
	file: string,
	pages: ReadonlyMap<string, { readonly name: string }>,
): string | undefined {
	if (/^[a-z]+:|^#/i.test(href)) return href;
	const [path = '', anchor] = href.split('#');
	const target = posix.join(posix.dirname(file), path);
	const page = pages.get(target);
	const beside = BESIDE.exec(target)?.[1];
	if (page === undefined) return beside === undefined ? undefined : `/docs/${beside}`;
	return `/docs/${page.name}${anchor === undefined ? '' : `#${anchor}`}`;
}
