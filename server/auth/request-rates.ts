/** How often one address, and one token, may ask this node: above it, whoever asks is told to come again later. */
import { LRUCache } from 'lru-cache';
import { NamedError } from '../errors.ts';
import { Rate } from '../rate.ts';

export interface RequestLimits {
	/** Requests and new sockets of one address in a second. */
	readonly perAddress: number;
	/** Those with one token, and connections that show it. */
	readonly perToken: number;
}

/** So many seconds' worth may come at once, as when a large page is opened. */
const BURST_S = 4;
/** Whoever was not heard of for longer than all of these has a full allowance again. */
const MAX_KNOWN = 20_000;
/** The end of a token is its signature. */
const NAME_CHARACTERS = 43;

/** By name, such as an address: one that is asked for too often is told no until a while later. */
export class Rates {
	readonly #perSecond: number;
	readonly #known = new LRUCache<string, Rate>({ max: MAX_KNOWN });

	constructor(perSecond: number) {
		this.#perSecond = perSecond;
	}

	allows(name: string): boolean {
		const now = performance.now();
		const known = this.#known.get(name);
		const rate = known ?? new Rate({ perSecond: this.#perSecond, burst: BURST_S * this.#perSecond, now });
		if (known === undefined) this.#known.set(name, rate);
		return rate.allows(now);
	}
}

export class RequestRates {
	readonly #limits: RequestLimits;
	readonly #byAddress: Rates;
	readonly #byToken: Rates;
	readonly #refused: (limit: 'requests_per_address' | 'requests_per_token') => void;

	constructor(limits: RequestLimits, refused: (limit: 'requests_per_address' | 'requests_per_token') => void) {
		this.#limits = limits;
		this.#byAddress = new Rates(limits.perAddress);
		this.#byToken = new Rates(limits.perToken);
		this.#refused = refused;
	}

	/** @throws NamedError rate_limited */
	demandAddress(address: string): void {
		if (this.#byAddress.allows(address)) return;
		this.#refused('requests_per_address');
		throw new NamedError('rate_limited', `Send ${this.#limits.perAddress} requests a second from one address at most.`);
	}

	/** @throws NamedError rate_limited */
	demandToken(token: string): void {
		if (this.#byToken.allows(token.slice(-NAME_CHARACTERS))) return;
		this.#refused('requests_per_token');
		throw new NamedError('rate_limited', `Send ${this.#limits.perToken} requests a second with one token at most.`);
	}
}
