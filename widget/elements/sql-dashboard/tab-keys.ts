/** Which tab a key leads to, as the ARIA practices have it: arrows around in the direction of reading, Home and End. Pure. */

interface Row {
	readonly count: number;
	readonly at: number;
	readonly isRtl: boolean;
}

/** The index of the tab; undefined for any other key. */
export function tabAfter(key: string, { count, at, isRtl }: Row): number | undefined {
	const [next, last] = isRtl ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
	switch (key) {
		case next:
			return (at + 1) % count;
		case last:
			return (at + count - 1) % count;
		case 'Home':
			return 0;
		case 'End':
			return count - 1;
		default:
			return undefined;
	}
}
