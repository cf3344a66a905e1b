/** Icons, 24 by 24, drawn by lines in the colour of the text around. */

const SHAPES: Readonly<Record<string, string>> = {
	add: '<path d="M12 5v14M5 12h14"/>',
	bell: '<path d="M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5a2.2 2.2 0 0 0 4 0"/>',
	'bell-off':
		'<path d="M6 16V11c0-1.2.3-2.3.9-3.2M9 5.8A6 6 0 0 1 18 11v4M16 18H4.5l1.5-2M10 20.5a2.2 2.2 0 0 0 4 0M4 4l16 16"/>',
	check: '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
	'chevron-down': '<path d="m6 9 6 6 6-6"/>',
	'chevron-left': '<path d="m15 6-6 6 6 6"/>',
	'chevron-right': '<path d="m9 6 6 6-6 6"/>',
	'chevron-up': '<path d="m6 15 6-6 6 6"/>',
	circle: '<circle cx="12" cy="12" r="5" fill="currentColor" stroke="none"/>',
	clock: '<circle cx="12" cy="12" r="8"/><path d="M12 7.5V12l3 2"/>',
	close: '<path d="m6 6 12 12M18 6 6 18"/>',
	copy: '<rect x="9" y="9" width="11" height="11" rx="2"/><path d="M5 15V6a2 2 0 0 1 2-2h8"/>',
	chart: '<path d="M4 4v16h16"/><path d="m7 15 4-5 3 3 5-7"/>',
	column: '<path d="M8 4v16M16 4v16"/><rect x="4" y="4" width="16" height="16" rx="2"/>',
	dashboard:
		'<rect x="3.5" y="4" width="7.5" height="9" rx="1.5"/><rect x="13.5" y="4" width="7" height="5" rx="1.5"/><rect x="3.5" y="15.5" width="7.5" height="4.5" rx="1.5"/><rect x="13.5" y="11.5" width="7" height="8.5" rx="1.5"/>',
	editor: '<path d="m8 8-4 4 4 4M16 8l4 4-4 4M13.5 5l-3 14"/>',
	eye: '<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z"/><circle cx="12" cy="12" r="3"/>',
	'eye-slash':
		'<path d="M4 4l16 16M9.5 5.9A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-2.4 3.3M6 7.5A16 16 0 0 0 2.5 12S6 18.5 12 18.5a9 9 0 0 0 4-.9"/>',
	heading: '<path d="M6 5v14M18 5v14M6 12h12"/>',
	indeterminate: '<path d="M6 12h12"/>',
	key: '<circle cx="8" cy="15" r="4"/><path d="m11 12 8-8M16 7l3 3"/>',
	minus: '<path d="M6 12h12"/>',
	more: '<g fill="currentColor" stroke="none"><circle cx="5" cy="12" r="1.6"/><circle cx="12" cy="12" r="1.6"/><circle cx="19" cy="12" r="1.6"/></g>',
	people:
		'<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M16 4.7a3.5 3.5 0 0 1 0 6.6M18 14.5c2.2.8 3.5 2.7 3.5 5.5"/>',
	play: '<path d="M8 5v14l11-7z" fill="currentColor"/>',
	recipe: '<path d="M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3z"/><path d="M9 9h6M9 13h6"/>',
	redo: '<path d="m15 5 5 5-5 5M20 10H9a5 5 0 0 0 0 10h3"/>',
	refresh: '<path d="M20 11a8 8 0 1 0-2 6M20 5v6h-6"/>',
	search: '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
	source:
		'<ellipse cx="12" cy="5.5" rx="7.5" ry="2.8"/><path d="M4.5 5.5v13c0 1.5 3.4 2.8 7.5 2.8s7.5-1.3 7.5-2.8v-13M4.5 12c0 1.5 3.4 2.8 7.5 2.8s7.5-1.3 7.5-2.8"/>',
	stop: '<rect x="6" y="6" width="12" height="12" rx="1.5" fill="currentColor"/>',
	table: '<rect x="3.5" y="4.5" width="17" height="15" rx="2"/><path d="M3.5 10h17M9.5 4.5v15"/>',
	text: '<path d="M5 6h14M5 11h14M5 16h9"/>',
	trash: '<path d="M5 7h14M10 4h4M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5"/>',
	'triangle-exclamation': '<path d="M12 4 2.8 20h18.4zM12 10v4M12 17v.2"/>',
	undo: '<path d="m9 5-5 5 5 5M4 10h11a5 5 0 0 1 0 10h-3"/>',
	user: '<circle cx="12" cy="8" r="3.5"/><path d="M5 20c0-4 3.2-6 7-6s7 2 7 6"/>',
	wall: '<rect x="3" y="4.5" width="18" height="12" rx="1.5"/><path d="M9 20.5h6M12 16.5v4"/>',
	'x-mark': '<path d="m6 6 12 12M18 6 6 18"/>',
	xmark: '<path d="m6 6 12 12M18 6 6 18"/>',
};

/** Names of an icon that is missing are told once: its place stays empty. */
const missed = new Set<string>();

/** An icon as an address that needs no request; for `<wa-icon name="…">`. */
export function iconAddress(name: string): string {
	const shape = SHAPES[name];
	if (shape === undefined && !missed.has(name)) {
		missed.add(name);
		console.warn(`workshop: there is no icon "${name}"`);
	}
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">${shape ?? ''}</svg>`;
	return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
