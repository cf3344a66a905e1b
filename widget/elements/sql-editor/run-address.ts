/** The run's id in the page's address, `?run=ID`, so that a reload or another machine finds the run again. */
const NAME = 'run';

export function runInAddress(): string {
	return new URL(location.href).searchParams.get(NAME) ?? '';
}

/** Writes the id; a page that had another one gets a new entry in its history, so that Back finds the earlier run. */
export function writeRunToAddress(run: string): void {
	const before = runInAddress();
	if (before === run) return;
	const url = new URL(location.href);
	url.searchParams.set(NAME, run);
	if (before === '') history.replaceState(history.state, '', url);
	else history.pushState(history.state, '', url);
}
