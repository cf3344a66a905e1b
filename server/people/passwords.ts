/**
 * Passwords: what is taken for one, and how they are kept. Argon2id (RFC 9106) with the parameters of OWASP's Password Storage
 * Cheat Sheet: 19 MiB, two passes, one lane. What a password must be follows NIST SP 800-63B: long, not one's own name, no
 * rules of composition.
 */
import { randomBytes } from 'node:crypto';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { NamedError } from '../errors.ts';

export interface HashParameters {
	/** KiB */
	readonly memoryCost: number;
	/** Passes. */
	readonly timeCost: number;
	/** Lanes. */
	readonly parallelism: number;
}

const OWASP: HashParameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const MIN_LENGTH = 12;
const MAX_LENGTH = 256;
/** Fewer different characters than this are a pattern, such as `aaaaaaaaaaaa` or `abcabcabcabc`. */
const MIN_DIFFERENT = 5;
/** What must be left of a password once its owner's names, and ours, are taken out. */
const MIN_OWN = 8;
const SHORTEST_NAME = 3;
const OUR_NAME = 'chartwire';

/** Two ways of typing one text must be one password (SP 800-63B, section 3.1.1.2). */
const normal = (password: string): string => password.normalize('NFKC');

/** @throws NamedError password_weak, which says why */
export function demandGoodPassword(password: string, owner: { readonly email: string; readonly name: string }): void {
	const letters = [...normal(password)];
	const problem = problemOf(letters, [...owner.email.split(/[@.+_-]/), ...owner.name.split(/\s+/), owner.email]);
	if (problem !== undefined) throw new NamedError('password_weak', problem);
}

function problemOf(letters: readonly string[], names: readonly string[]): string | undefined {
	if (letters.length < MIN_LENGTH)
		return `The password has ${letters.length} characters; give it at least ${MIN_LENGTH}, for instance four words.`;
	if (letters.length > MAX_LENGTH) return `The password is too long; give it at most ${MAX_LENGTH} characters.`;
	if (new Set(letters).size < MIN_DIFFERENT) return 'The password repeats a few characters; choose another one.';
	const known = [...names, OUR_NAME].map((name) => normal(name).toLowerCase());
	const longestFirst = known.filter((name) => name.length >= SHORTEST_NAME).sort((a, b) => b.length - a.length);
	const left = longestFirst.reduce((text, name) => text.replaceAll(name, ''), letters.join('').toLowerCase());
	if ([...left].length < MIN_OWN && left.length < letters.length)
		return 'The password is little more than your own name or address; choose another one.';
	return undefined;
}

const crowded = (): NamedError =>
	new NamedError('rate_limited', 'Too many are signing in at this moment; try again in a few seconds.');

export interface PasswordOptions {
	/** Default: OWASP's. */
	readonly parameters?: HashParameters;
	/** How many are hashed at once. Default: 2, of the four threads that Node has for files, names and this. */
	readonly atOnce?: number;
	/** How many may wait for that. Default: 64. */
	readonly waiting?: number;
}

/**
 * Hashes and compares, a few at a time: each takes 19 MiB and a thread for some 20 ms, and a flood of sign-ins must not take
 * the node from those who watch.
 */
export class Passwords {
	readonly #parameters: HashParameters;
	readonly #atOnce: number;
	readonly #most: number;
	readonly #line: (() => void)[] = [];
	#dummy: Promise<string> | undefined;
	#busy = 0;
	#admitted = 0;

	constructor({ parameters = OWASP, atOnce = 2, waiting = 64 }: PasswordOptions = {}) {
		this.#parameters = parameters;
		this.#atOnce = atOnce;
		this.#most = waiting;
	}

	/** In the form of PHC strings. @throws NamedError rate_limited */
	hash(password: string): Promise<string> {
		return this.#inTurn(() => hash(normal(password), this.#parameters));
	}

	/**
	 * Whether it is the password that was hashed. Without a hash it is compared with one of nobody's, so that an account that
	 * there is not takes as long. @throws NamedError rate_limited
	 */
	async matches(hashed: string | null, password: string): Promise<boolean> {
		const nobodys = this.#nobodys();
		const compared = hashed ?? (await nobodys);
		const same = await this.#inTurn(() => verify(compared, normal(password)));
		return same && hashed !== null;
	}

	/**
	 * Does something that compares a password on its way, if there is room to wait for that; otherwise nothing of it is begun,
	 * and nobody is counted as having failed. @throws NamedError rate_limited
	 */
	async withRoom<T>(work: () => Promise<T>): Promise<T> {
		if (this.#admitted >= this.#atOnce + this.#most) throw crowded();
		this.#admitted += 1;
		try {
			return await work();
		} finally {
			this.#admitted -= 1;
		}
	}

	/** Made with the first comparison, beside whoever waits, and once; if that fails, the next one makes it. */
	#nobodys(): Promise<string> {
		if (this.#dummy !== undefined) return this.#dummy;
		const made = hash(randomBytes(24).toString('base64'), this.#parameters);
		this.#dummy = made;
		made.catch(() => {
			this.#dummy = undefined;
		});
		return made;
	}

	/** Whether it was hashed with other parameters than today's. */
	isOutdated(hashed: string): boolean {
		const { memoryCost, timeCost, parallelism } = parseOptions(hashed);
		const now = this.#parameters;
		return memoryCost !== now.memoryCost || timeCost !== now.timeCost || parallelism !== now.parallelism;
	}

	async #inTurn<T>(work: () => Promise<T>): Promise<T> {
		if (this.#busy >= this.#atOnce) await this.#wait();
		else this.#busy += 1;
		try {
			return await work();
		} finally {
			// Whoever is next takes over the place.
			const next = this.#line.shift();
			if (next === undefined) this.#busy -= 1;
			else next();
		}
	}

	#wait(): Promise<void> {
		if (this.#line.length >= this.#most) throw crowded();
		return new Promise((resolve) => this.#line.push(resolve));
	}
}
