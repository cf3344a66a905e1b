// What a start without network needs, as after a power cut: the page and its parts, which a service worker keeps; figures
// and dashboards are kept by their elements (`persist`). Only on secure origins, and on localhost.
export async function keepParts(scope) {
	await navigator.serviceWorker?.register('/demo/wallboard-worker.js', { scope });
	const { active } = (await navigator.serviceWorker?.ready) ?? {};
	if (!active) return;
	active.postMessage(location.href);
	new PerformanceObserver((list) => {
		for (const { name } of list.getEntries()) active.postMessage(name);
	}).observe({ type: 'resource', buffered: true });
}
