/** Children that stay who they are: put into an order by moving as few of them as can be, for one that is moved starts anew. */

/** Which of these numbers can stay where they are while the others are put between them: a longest rising run. */
export function stayers(numbers: readonly number[]): ReadonlySet<number> {
	/** By index: how long the longest run is that ends there, and which index is before it in that run. */
	const lengths: number[] = [];
	const before: number[] = [];
	let best = -1;
	numbers.forEach((value, at) => {
		let from = -1;
		for (let each = 0; each < at; each += 1) {
			const isLower = (numbers[each] ?? 0) < value;
			if (isLower && (from < 0 || (lengths[each] ?? 0) > (lengths[from] ?? 0))) from = each;
		}
		lengths.push(from < 0 ? 1 : (lengths[from] ?? 0) + 1);
		before.push(from);
		if (best < 0 || (lengths[at] ?? 0) > (lengths[best] ?? 0)) best = at;
	});
	const kept = new Set<number>();
	for (let at = best; at >= 0; at = before[at] ?? -1) kept.add(numbers[at] ?? 0);
	return kept;
}

/** Makes these the children of an element, in this order. */
export function arrange(parent: Element, wanted: readonly Element[]): void {
	for (const child of [...parent.children]) if (!wanted.includes(child)) child.remove();
	const now = [...parent.children];
	const kept = stayers(wanted.map((each) => now.indexOf(each)).filter((at) => at >= 0));
	let next: Element | null = null;
	for (const each of [...wanted].reverse()) {
		if (!kept.has(now.indexOf(each))) parent.insertBefore(each, next);
		next = each;
	}
}
