/** What viewers are counted by: a chart or a dashboard of a project. One text, so that it can be a key. */
export interface Viewed {
	readonly project: string;
	readonly kind: 'chart' | 'dashboard';
	readonly name: string;
}

export const viewedName = ({ project, kind, name }: Viewed): string => JSON.stringify([project, kind, name]);

/** Undefined for what no `viewedName` has made. */
export function parseViewed(text: string): Viewed | undefined {
	const [project, kind, name] = JSON.parse(text) as readonly string[];
	if (project === undefined || name === undefined || (kind !== 'chart' && kind !== 'dashboard')) return undefined;
	return { project, kind, name };
}
