/**
 * The light mark-up of texts on a dashboard, read into a tree: paragraphs with an empty line between them, lists of lines
 * that begin with `- `, **bold**, *italic*, [label](https://…). Pure, and in one pass: what somebody has written cannot
 * make it slow. There is no HTML in it, in or out; a mark that closes nothing is the text that it is.
 */

export type Inline =
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'bold' | 'italic'; readonly of: readonly Inline[] }
	/** `href` is an address of http, https or mailto. */
	| { readonly kind: 'link'; readonly href: string; readonly of: readonly Inline[] };

export type Block =
	| { readonly kind: 'paragraph'; readonly of: readonly Inline[] }
	| { readonly kind: 'list'; readonly items: readonly (readonly Inline[])[] };

const SCHEMES: readonly string[] = ['http:', 'https:', 'mailto:'];

/** The address as the browser understands it; undefined for any other than these three. */
function safeAddress(text: string): string | undefined {
	try {
		const { protocol, href } = new URL(text);
		return SCHEMES.includes(protocol) ? href : undefined;
	} catch {
		return undefined;
	}
}

interface Open {
	/** What has opened it, as it was written. */
	readonly mark: '' | '**' | '*' | '[';
	readonly of: Inline[];
}

/** Of each kind one is open at most, so that nothing is moved more than three times. */
class InlineReader {
	readonly #open: Open[] = [{ mark: '', of: [] }];

	get #last(): Open {
		return this.#open.at(-1) ?? { mark: '', of: [] };
	}

	text(text: string): void {
		const { of } = this.#last;
		const before = of.at(-1);
		if (before?.kind === 'text') of[of.length - 1] = { kind: 'text', text: before.text + text };
		else of.push({ kind: 'text', text });
	}

	has(mark: Open['mark']): boolean {
		return this.#open.some((each) => each.mark === mark);
	}

	open(mark: Open['mark']): void {
		this.#open.push({ mark, of: [] });
	}

	/** The last of `*` and `**` that was opened and is no longer than so many stars. */
	lastStars(most: number): '*' | '**' | undefined {
		const found = [...this.#open].reverse().find(({ mark }) => mark.startsWith('*') && mark.length <= most)?.mark;
		return found === '*' || found === '**' ? found : undefined;
	}

	/** What is above it was never closed, and is text. Around nothing, both marks are. */
	close(mark: Open['mark'], written: string, wrap: (of: readonly Inline[]) => Inline): void {
		while (this.#last.mark !== mark) this.#dissolve();
		const { of } = this.#last;
		this.#open.pop();
		if (of.length > 0) this.#last.of.push(wrap(of));
		else this.text(mark + written);
	}

	/** An opening that something else has made meaningless. */
	forget(mark: Open['mark']): void {
		const above: Open[] = [];
		while (this.#last.mark !== mark) above.unshift(...this.#open.splice(-1));
		this.#dissolve();
		this.#open.push(...above);
	}

	end(): readonly Inline[] {
		while (this.#open.length > 1) this.#dissolve();
		return this.#last.of;
	}

	#dissolve(): void {
		const { mark, of } = this.#last;
		this.#open.pop();
		this.text(mark);
		for (const each of of) {
			if (each.kind === 'text') this.text(each.text);
			else this.#last.of.push(each);
		}
	}
}

const TOKEN = /\*+|\[|\]\(([^\s()<>]+)\)|[^*[\]]+|\]/g;

interface Around {
	readonly before: string;
	readonly after: string;
}

/** A run of stars closes what it can, then opens. It stands at a word: `2 * 3` has none. */
function stars(reader: InlineReader, run: string, { before, after }: Around): void {
	for (let left = run.length; left > 0; ) {
		const open = /\S/.test(before) ? reader.lastStars(left) : undefined;
		const mark = open ?? (left >= 2 && !reader.has('**') ? '**' : '*');
		if (open) reader.close(open, open, (of) => ({ kind: open === '**' ? 'bold' : 'italic', of }));
		else if (!reader.has(mark) && /\S/.test(after)) reader.open(mark);
		else reader.text(mark);
		left -= mark.length;
	}
}

function inlineOf(text: string): readonly Inline[] {
	const reader = new InlineReader();
	for (const { 0: token, 1: address, index } of text.matchAll(TOKEN)) {
		if (token.startsWith('*')) {
			stars(reader, token, { before: text.charAt(index - 1), after: text.charAt(index + token.length) });
		} else if (token === '[') {
			// Links hold no links: the nearest opening counts.
			if (reader.has('[')) reader.forget('[');
			reader.open('[');
		} else {
			const href = address && reader.has('[') ? safeAddress(address) : undefined;
			if (href === undefined) reader.text(token);
			else reader.close('[', token, (of) => ({ kind: 'link', href, of }));
		}
	}
	return reader.end();
}

const ITEM = /^\s{0,3}- /;

function blockOf(lines: readonly string[]): Block {
	if (!ITEM.test(lines[0] ?? '')) return { kind: 'paragraph', of: inlineOf(lines.join('\n')) };
	const items: string[] = [];
	// A line without a dash goes on with the item above it.
	for (const line of lines) {
		if (ITEM.test(line)) items.push(line.replace(ITEM, ''));
		else items.push(`${items.pop() ?? ''}\n${line.trim()}`);
	}
	return { kind: 'list', items: items.map(inlineOf) };
}

/** A list begins and ends where its lines do, with or without an empty line around it. */
export function blocksOf(text: string): readonly Block[] {
	const blocks: string[][] = [];
	let isOpen = false;
	for (const line of text.split(/\r\n?|\n/)) {
		const last = blocks.at(-1);
		if (line.trim() === '') isOpen = false;
		else if (last && isOpen && !(ITEM.test(line) && !ITEM.test(last[0] ?? ''))) last.push(line);
		else {
			blocks.push([line]);
			isOpen = true;
		}
	}
	return blocks.map(blockOf);
}
