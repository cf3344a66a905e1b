/**
 * The elements in JSX, for React 18 and 19: `import type {} from 'chartwire/react'` once in a program. React 19 sets
 * properties and listens by `onchartwire-data`; React 18 writes attributes only, and listens by a `ref`.
 */
import type * as React from 'react';
import type { Elements, Handlers } from './attributes.ts';

type Own<Tag extends keyof Elements> = Elements[Tag]['takes'] &
	Handlers<Elements[Tag]['tells'], Elements[Tag]['element']>;

type Props<Tag extends keyof Elements> = Own<Tag> &
	Omit<
		React.DetailedHTMLProps<React.HTMLAttributes<Elements[Tag]['element']>, Elements[Tag]['element']>,
		keyof Elements[Tag]['takes'] | 'onchange'
	> & { readonly class?: string | undefined };

declare module 'react' {
	namespace JSX {
		interface IntrinsicElements {
			'sql-chart': Props<'sql-chart'>;
			'sql-dashboard': Props<'sql-dashboard'>;
			'sql-filter': Props<'sql-filter'>;
			'sql-status': Props<'sql-status'>;
			'sql-editor': Props<'sql-editor'>;
			'sql-inbox': Props<'sql-inbox'>;
		}
	}
}
