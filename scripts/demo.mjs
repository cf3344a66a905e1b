/**
 * `npm run demo`: sets up what is missing, builds what the browser loads, and goes on as demo/start.ts in this same
 * process, so that a signal has one receiver and nobody has to pass it on.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, SetupError } from './lib/say.mjs';
import { orExplain, setUp } from './setup.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

await orExplain(async () => {
	await setUp({ redis: !process.env.REDIS_URL });
	const build = await run(process.execPath, [join(root, 'scripts', 'build.mjs')], { cwd: root, show: true });
	if (build.code !== 0) throw new SetupError('The build failed; what it said is above.');
});

const { register } = await import('tsx/esm/api');
register();
await import('../demo/start.ts');
