/** Who is signed in, in which project, and the token for it that everything but the account is asked with. */
import { Api, askAccount, type Bearer } from '../shared/api.ts';

export type Role = 'administrator' | 'author' | 'viewer';

export interface Membership {
	readonly project: string;
	readonly name: string;
	readonly role: Role | null;
	readonly archivedAt: number | null;
}

/** As `GET /v1/account` tells it. */
export interface Account {
	readonly account: string;
	readonly email: string;
	readonly name: string;
	/** Of the whole installation. */
	readonly administrator: boolean;
	readonly projects: readonly Membership[];
}

interface AccessToken {
	readonly token: string;
	/** ms */
	readonly expiresAt: number;
}

/** A token is replaced when it has no longer than this to live. */
const SPARE_MS = 60_000;

/** @throws ApiError: `session_missing` for whoever is not signed in */
export const findAccount = (): Promise<Account> => askAccount('GET', '');

export class ProjectSession implements Bearer {
	readonly account: Account;
	readonly project: Membership;
	readonly api: Api;
	#held: AccessToken | undefined;
	#asking: Promise<AccessToken> | undefined;

	constructor(account: Account, project: Membership) {
		this.account = account;
		this.project = project;
		this.api = new Api(this);
	}

	get isAuthor(): boolean {
		return this.project.role === 'author' || this.project.role === 'administrator';
	}

	/** May say who is a member, and what keys there are. */
	get isManager(): boolean {
		return this.account.administrator || this.project.role === 'administrator';
	}

	/** One that lives for a while; whoever asks at the same time waits for the same answer. @throws ApiError */
	readonly token = async (): Promise<string> => {
		if (this.#held && this.#held.expiresAt - Date.now() > SPARE_MS) return this.#held.token;
		this.#asking ??= askAccount<AccessToken>('POST', '/token', { project: this.project.project }).finally(() => {
			this.#asking = undefined;
		});
		this.#held = await this.#asking;
		return this.#held.token;
	};

	refused(token: string): void {
		if (this.#held?.token === token) this.#held = undefined;
	}
}
