/** The gallery: every family of charts with its SQL on the sample tables and its specification. */
import type { DemoChart } from '../demo-chart.ts';
import { CATEGORIES } from './categories.ts';
import { DISTRIBUTIONS } from './distributions.ts';
import type { GalleryExample } from './example.ts';
import { FIGURES } from './figures.ts';
import { OVER_TIME } from './over-time.ts';
import { PARTS } from './parts.ts';

interface GalleryPart {
	readonly id: string;
	readonly title: string;
	readonly examples: readonly GalleryExample[];
}

export const GALLERY: readonly GalleryPart[] = [
	{ id: 'over-time', title: 'Over time', examples: OVER_TIME },
	{ id: 'categories', title: 'Side by side', examples: CATEGORIES },
	{ id: 'distributions', title: 'How values lie', examples: DISTRIBUTIONS },
	{ id: 'parts', title: 'Parts, flows, places', examples: PARTS },
	{ id: 'figures', title: 'Figures and tables', examples: FIGURES },
];

const AN_HOUR_MS = 3_600_000;

export const galleryChart = ({ name }: GalleryExample): string => `gallery-${name}`;

/** As the demo gives them to the server. */
export const GALLERY_CHARTS: readonly DemoChart[] = GALLERY.flatMap(({ examples }) => examples).map((example) => ({
	name: galleryChart(example),
	title: example.spec.title ?? example.family,
	source: 'sample',
	sql: example.sql,
	spec: example.spec,
	maxAgeMs: example.refreshMs ?? AN_HOUR_MS,
	...(example.refreshMs === undefined ? {} : { refreshMs: example.refreshMs }),
}));
