/**
 * Preloaded into every server under test, ours and the peers' alike: collects garbage, and profiles, when the harness
 * asks over the process's IPC channel; ends the server when the harness is gone. Plain JavaScript, because our server
 * runs as it is deployed, without a loader of TypeScript.
 */
let session;

async function startProfile() {
	const { Session } = await import('node:inspector/promises');
	session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.setSamplingInterval', { interval: 500 });
	await session.post('Profiler.start');
	return true;
}

async function stopProfile() {
	const { profile } = await session.post('Profiler.stop');
	session.disconnect();
	return profile;
}

const COMMANDS = {
	collect() {
		for (let time = 0; time < 3; time += 1) globalThis.gc?.();
		return process.memoryUsage();
	},
	startProfile,
	stopProfile,
};

process.on('message', async ({ id, command }) => {
	const answer = COMMANDS[command];
	if (answer === undefined) return;
	try {
		process.send({ id, value: await answer() });
	} catch (error) {
		process.send({ id, error: String(error) });
	}
});
process.on('disconnect', () => process.exit(1));
