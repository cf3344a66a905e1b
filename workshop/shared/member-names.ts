/** Who somebody is who has saved something: the name that an account goes by here, as far as one may know it. */
import type { ProjectSession } from '../app/session.ts';
import { askAccount } from './api.ts';

interface Member {
	readonly account: string;
	readonly email: string;
}

export class MemberNames {
	readonly #own: string;
	readonly #emails: ReadonlyMap<string, string>;

	constructor(own: string, members: readonly Member[]) {
		this.#own = own;
		this.#emails = new Map(members.map(({ account, email }) => [account, email]));
	}

	/** Who manages the project may know who its members are; to everybody else they are members. @throws ApiError */
	static async of({ account, project, isManager }: ProjectSession): Promise<MemberNames> {
		if (!isManager) return new MemberNames(account.account, []);
		const path = `/projects/${encodeURIComponent(project.project)}/members`;
		const { members } = await askAccount<{ members: readonly Member[] }>('GET', path);
		return new MemberNames(account.account, members);
	}

	/**
	 * @param by an account's id, or the subject of a token
	 * @param named what the server calls them, if it does
	 */
	nameOf(by: string, named?: string): string {
		if (by === this.#own) return 'you';
		if (named) return named;
		if (by === '') return 'somebody';
		return this.#emails.get(by) ?? (/^[\da-f]{8}-[\da-f-]{27}$/.test(by) ? 'another member' : by);
	}
}
