/** Who has done something, in a word. Pure. */

interface Doer {
	/** An account's or a machine key's id, or the subject that a back end has signed for; '': it is not known. */
	readonly id: string;
	readonly name?: string | undefined;
}

const UUID = /^[\da-f]{8}-[\da-f-]{27}$/;

/** @param self the id of whoever looks */
export function whoText({ id, name }: Doer, self: string): string {
	if (id === self) return 'you';
	if (name !== undefined && name !== '') return name;
	if (id === '') return 'somebody';
	return UUID.test(id) ? 'somebody whose account is gone' : id;
}
