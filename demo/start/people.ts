/** Where people begin with the demo's portal: at the link that the web process has logged, or, once one of them has, at the sign-in. */

/** `local`: where the web process is reached; `words`: the last lines of its log. */
export async function whereToSignIn(local: string, address: string, words: string): Promise<string> {
	const answer = await fetch(`${local}/v1/account/options`, { headers: { 'chartwire-account': '1' } });
	const { setUp = true } = answer.ok ? ((await answer.json()) as { setUp?: boolean }) : {};
	const link = /http[^"]+\/setup#code=[\w-]{43}/g;
	const logged = setUp ? undefined : words.match(link)?.at(-1);
	return logged === undefined ? `${address}/sign-in` : `${logged}   makes the administrator`;
}
