/** Which documents there are, and in which order: those of the list first, then whatever else lies in docs/. */
import { readdir, readFile } from 'node:fs/promises';

const ROOT = new URL('../../', import.meta.url);

interface Group {
	readonly title: string;
	readonly names: readonly string[];
}

/** A name that has no file is left out; a file that no group names comes last, under MORE. */
const GROUPS: readonly Group[] = [
	{
		title: 'Embed',
		names: [
			'quick-start',
			'tokens',
			'row-level-security',
			'embedding',
			'page',
			'filters',
			'dashboard-element',
			'theming',
			'frameworks',
			'troubleshooting',
		],
	},
	{
		title: 'Charts',
		names: [
			'charts',
			'parameters',
			'recipes',
			'interaction',
			'export',
			'pictures',
			'offline',
			'accessibility',
			'types',
		],
	},
	{
		title: 'Share and send',
		names: ['dashboards', 'schedules', 'deliveries', 'alerts', 'sharing', 'files', 'people', 'workshop-api'],
	},
	{
		title: 'Operate',
		names: [
			'sources',
			'database-roles',
			'live-on-change',
			'warming',
			'results',
			'limits',
			'load-balancers',
			'redis',
			'operations',
			'recording',
			'security',
			'drawing-performance',
		],
	},
];
const MORE = 'More';
/** Documents that lie elsewhere, because a repository has them there. */
const ELSEWHERE: Readonly<Record<string, string>> = { readme: 'README.md', architecture: 'ARCHITECTURE.md' };

/** A document that is a page: `/docs/NAME`. */
export interface Doc {
	readonly name: string;
	/** From the root of the repository, such as `docs/tokens.md`. */
	readonly file: string;
	readonly group: string;
	/** Its first heading. */
	readonly title: string;
	/** Markdown. */
	readonly text: string;
}

const TITLE = /^# (.+)$/m;

async function read(name: string, file: string, group: string): Promise<Doc> {
	const text = await readFile(new URL(file, ROOT), 'utf8');
	return { name, file, group, title: (TITLE.exec(text)?.[1] ?? name).replaceAll('`', ''), text };
}

/** All documents in the order of the list, as they are on the disk now. */
export async function readDocs(): Promise<readonly Doc[]> {
	const files = await readdir(new URL('docs/', ROOT));
	const there = new Set(files.filter((file) => file.endsWith('.md')).map((file) => file.slice(0, -'.md'.length)));
	const listed = GROUPS.flatMap(({ title, names }) =>
		names.filter((name) => there.delete(name)).map((name) => read(name, `docs/${name}.md`, title)),
	);
	const others = [...there].sort().map((name) => read(name, `docs/${name}.md`, MORE));
	const elsewhere = Object.entries(ELSEWHERE).map(([name, file]) => read(name, file, MORE));
	return Promise.all([...listed, ...others, ...elsewhere]);
}
