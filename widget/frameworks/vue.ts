/** The elements in Vue's templates: `import type {} from 'chartwire/vue'` once in a program. */
import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';
import type { Elements } from './attributes.ts';

type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}`
	? `${Head}${Capitalize<Camel<Tail>>}`
	: Name;

type Handled<Events> = {
	readonly [Name in keyof Events & string as `on${Capitalize<Camel<Name>>}`]?: (event: Events[Name]) => void;
};

type Listened<Events> = { [Name in keyof Events & string]: (event: Events[Name]) => void };

/** As Vue describes a component, for an element that is none. */
type Described<Tag extends keyof Elements> = new () => Elements[Tag]['element'] & {
	/** For the checker of templates only. */
	$props: Elements[Tag]['takes'] &
		Handled<Elements[Tag]['tells']> &
		Omit<HTMLAttributes, keyof Elements[Tag]['takes'] | 'onChange'> &
		PublicProps;
	/** For the checker of templates only. */
	$emit: EmitFn<Listened<Elements[Tag]['tells']>>;
};

declare module 'vue' {
	interface GlobalComponents {
		'sql-chart': Described<'sql-chart'>;
		'sql-dashboard': Described<'sql-dashboard'>;
		'sql-filter': Described<'sql-filter'>;
		'sql-status': Described<'sql-status'>;
		'sql-editor': Described<'sql-editor'>;
		'sql-inbox': Described<'sql-inbox'>;
	}
}
