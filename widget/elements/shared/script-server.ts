/** Where this script came from: the origin and base path of the server, whether it is the entry or one of its chunks. */
export function scriptServer(): string {
	return new URL(import.meta.url).href.replace(/[?#].*$/, '').replace(/\/(chunks\/)?[^/]*$/, '');
}
