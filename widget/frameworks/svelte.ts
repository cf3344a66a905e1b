/** The elements in Svelte's templates: `import type {} from 'chartwire/svelte'` once in a program. */
import type { HTMLAttributes } from 'svelte/elements';
import type { Elements, Handlers } from './attributes.ts';

/** `on:chartwire-data`, as Svelte 4 writes it. */
type Directives<Events> = { readonly [Name in keyof Events & string as `on:${Name}`]?: (event: Events[Name]) => void };

type Props<Tag extends keyof Elements> = Elements[Tag]['takes'] &
	Handlers<Elements[Tag]['tells'], Elements[Tag]['element']> &
	Directives<Elements[Tag]['tells']> &
	Omit<HTMLAttributes<Elements[Tag]['element']>, keyof Elements[Tag]['takes'] | 'onchange' | 'on:change'>;

declare module 'svelte/elements' {
	interface SvelteHTMLElements {
		'sql-chart': Props<'sql-chart'>;
		'sql-dashboard': Props<'sql-dashboard'>;
		'sql-filter': Props<'sql-filter'>;
		'sql-status': Props<'sql-status'>;
		'sql-editor': Props<'sql-editor'>;
		'sql-inbox': Props<'sql-inbox'>;
	}
}
