/** Every door of the server: who comes with a token or a permit is let in here, or told why not. */
import type { Database } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import type { Log } from '../log.ts';
import { type ProjectSettings, rememberedSettings } from '../projects/projects.ts';
import type { Keyring } from '../sources/keyring.ts';
import { ApiKeyFinder, isApiKey } from './api-keys.ts';
import type { Bearer } from './embed-claims.ts';
import { type Caller, lets } from './origins.ts';
import { verifyPicture } from './picture-permit.ts';
import { KeyFinder } from './project-keys.ts';
import type { RequestRates } from './request-rates.ts';
import { Revocations } from './revocations.ts';
import { expiredToken, type Keys, revokedToken, verifyToken } from './tokens.ts';

export interface DoorsOptions {
	readonly database: Database;
	readonly keys: Keyring;
	readonly secret: string;
	readonly rates: RequestRates;
}

export class Doors {
	readonly #keys: Keys;
	readonly #apiKeys: ApiKeyFinder;
	readonly #revocations: Revocations;
	readonly #rates: RequestRates;
	/** Of a project, as of a moment ago. */
	readonly settings: (project: string) => Promise<ProjectSettings>;

	constructor({ database, keys, secret, rates }: DoorsOptions) {
		this.#rates = rates;
		const finder = new KeyFinder(database, keys);
		this.#keys = { secret, find: (kid) => finder.find(kid) };
		this.#apiKeys = new ApiKeyFinder(database);
		this.#revocations = new Revocations(database);
		this.settings = rememberedSettings(database);
	}

	/** Resolves once all that is revoked is known; returns what stops looking for more. */
	async open(log: Log): Promise<() => Promise<void>> {
		await this.#revocations.look();
		return this.#revocations.watch(log);
	}

	/** @throws NamedError rate_limited, token_missing, token_invalid, token_expired, token_revoked, origin_not_allowed */
	async admit(token: string, caller: Caller): Promise<Bearer> {
		if (token !== '') this.#rates.demandToken(token);
		const bearer = await (isApiKey(token) ? this.#apiKeys.admit(token) : verifyToken(this.#keys, token));
		return this.#letIn(bearer, caller);
	}

	/** With an address that permits one chart's picture. @throws NamedError as `admit` does */
	async admitPicture(permit: string, chart: string): Promise<Bearer> {
		const bearer = await verifyPicture(this.#keys, permit, chart);
		const revoked = this.refusal(bearer);
		if (revoked !== undefined) throw revoked;
		return bearer;
	}

	/** Whether a page of this origin may have what belongs to a project. @throws NamedError origin_not_allowed */
	async demandOrigin(project: string, caller: Caller): Promise<void> {
		if (caller.origin === undefined) return;
		const { origins } = await this.settings(project);
		if (!lets(origins, caller)) throw refusedOrigin(caller);
	}

	/** Of what is found by its address alone. @throws NamedError token_revoked: the project is archived */
	demandOpen(project: string): void {
		if (this.#revocations.isClosed(project)) throw revokedToken();
	}

	/** Why somebody who was let in is not to be served any more; undefined: all is well. Costs nothing. */
	refusal(bearer: Bearer): NamedError | undefined {
		if (bearer.expiresAt <= Date.now()) return expiredToken();
		return this.#revocations.refusal(bearer);
	}

	async #letIn(bearer: Bearer, caller: Caller): Promise<Bearer> {
		const revoked = this.refusal(bearer);
		if (revoked !== undefined) throw revoked;
		if (!lets(bearer.origins, caller)) throw refusedOrigin(caller);
		await this.demandOrigin(bearer.project, caller);
		return bearer;
	}
}

const refusedOrigin = ({ origin = '' }: Caller): NamedError =>
	new NamedError(
		'origin_not_allowed',
		`Pages of ${origin.slice(0, 200)} may not use this token; add the origin to those of the project, or of the token.`,
	);
