// Keeps what the wall consists of: whatever is fetched is as new as the network has it, and as last seen without one.
const CACHE = 'wallboard-1';
const isPart = (address) => {
	const { origin, pathname } = new URL(address);
	return origin === location.origin && !/^\/(v1|wallboard|dashboard)\//.test(pathname);
};
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
	const { method, url } = event.request;
	if (method === 'GET' && isPart(url)) event.respondWith(newest(event.request));
});
async function newest(request) {
	const cache = await caches.open(CACHE);
	try {
		const answer = await fetch(request);
		if (answer.ok) await cache.put(request, answer.clone());
		return answer;
	} catch (error) {
		const kept = await cache.match(request, { ignoreVary: true });
		if (kept) return kept;
		throw error;
	}
}
// What was fetched before this worker was there.
addEventListener('message', ({ data }) => {
	if (isPart(data)) void caches.open(CACHE).then(async (cache) => (await cache.match(data)) ?? cache.add(data));
});
