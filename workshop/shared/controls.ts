/**
 * The controls of Web Awesome that the shell and most pages have. A page that needs more imports them itself, so that the
 * first view does not wait for them. Their icons are ours, and come from this server.
 */
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import '@awesome.me/webawesome/dist/components/dropdown/dropdown.js';
import '@awesome.me/webawesome/dist/components/dropdown-item/dropdown-item.js';
import { registerIconLibrary } from '@awesome.me/webawesome/dist/components/icon/library.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import { iconAddress } from './icons.ts';

for (const library of ['default', 'system']) registerIconLibrary(library, { resolver: iconAddress });
