/**
 * `npm run model -- --minutes 5 --seed N`: the model test, for as long as one likes. A short run is part of `npm test`.
 */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { orExplain, setUp } from './setup.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

await orExplain(() => setUp({ clock: true }));

const main = join(root, 'test', 'model', 'main.ts');
const args = ['--enable-source-maps', '--import', 'tsx', main, ...process.argv.slice(2)];
const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
// A terminal tells both of Ctrl-C; the other signals are passed on. The child ends whatever it has started.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.once('exit', (code) => process.exit(code ?? 1));
