/**
 * The last good frames, in the browser's own database of the page's origin: by server, viewer and what is watched. A
 * viewer is what the token says, but for its times: with other claims it is another one. The token itself is not kept.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { claimsOf } from '../../jwt.ts';
import type { Shown } from '../sql-dashboard/dashboard-state.ts';
import { forgetShapes } from '../sql-dashboard/kept-shape.ts';
import type { Kept } from './chart-state.ts';

export type FrameKey = [server: string, viewer: string, target: string];

interface Schema extends DBSchema {
	/** Of a dashboard, how it was declared. */
	frames: { key: FrameKey; value: (Kept | Shown) & { readonly until: number }; indexes: { until: number } };
	/** Who had the last token of an endpoint: known also where the endpoint cannot be asked. */
	viewers: { key: [server: string, endpoint: string]; value: string };
}

const NAME = 'chartwire';
/** Another form of what is kept is another version, which begins empty. */
const VERSION = 1;

let opened: Promise<IDBPDatabase<Schema>> | undefined;

/** Opened once a page; what has expired is deleted then. */
function database(): Promise<IDBPDatabase<Schema>> {
	opened ??= open().catch((error: unknown) => {
		opened = undefined;
		throw error;
	});
	return opened;
}

async function open(): Promise<IDBPDatabase<Schema>> {
	const db = await openDB<Schema>(NAME, VERSION, {
		upgrade: (made) => {
			for (const name of [...made.objectStoreNames]) made.deleteObjectStore(name);
			made.createObjectStore('frames').createIndex('until', 'until');
			made.createObjectStore('viewers');
		},
		// A page with a newer script wants another version, and must not wait for this one.
		blocking: () => {
			db.close();
			opened = undefined;
		},
		terminated: () => {
			opened = undefined;
		},
	});
	const expired = await db.getAllKeysFromIndex('frames', 'until', IDBKeyRange.upperBound(Date.now()));
	await Promise.all(expired.map((key) => db.delete('frames', key)));
	return db;
}

const TIMES: readonly string[] = ['exp', 'iat', 'nbf', 'jti'];

const inOrder = (_: string, value: unknown): unknown =>
	typeof value === 'object' && value !== null && !Array.isArray(value)
		? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
		: value;

/** Undefined for a token that does not say whose it is: nothing is kept for it. */
export function viewerOf(token: string): string | undefined {
	const claims = claimsOf(token);
	if (claims === undefined) return undefined;
	return JSON.stringify(Object.fromEntries(Object.entries(claims).filter(([name]) => !TIMES.includes(name))), inOrder);
}

async function read(key: FrameKey): Promise<Schema['frames']['value'] | undefined> {
	const db = await database();
	const kept = await db.get('frames', key);
	if (kept === undefined || kept.until > Date.now()) return kept;
	await db.delete('frames', key);
	return undefined;
}

/** Undefined when nothing is kept, or for too long. */
export async function keptFrame(key: FrameKey): Promise<Kept | undefined> {
	const kept = await read(key);
	return kept && 'frame' in kept ? kept : undefined;
}

/** `until`: by the page's clock, in ms. */
export async function keepFrame(key: FrameKey, { frame, spec }: Kept, until: number): Promise<void> {
	await (await database()).put('frames', { frame, spec, until }, key);
}

/** The same for the declaration of a dashboard. */
export async function keptDashboard(key: FrameKey): Promise<Shown | undefined> {
	const kept = await read(key);
	return kept && 'dashboard' in kept ? kept : undefined;
}

export async function keepDashboard(key: FrameKey, shown: Shown, until: number): Promise<void> {
	const { dashboard, revision, channel } = shown;
	await (await database()).put('frames', { dashboard, revision, channel, until }, key);
}

export async function dropFrame(key: FrameKey): Promise<void> {
	await (await database()).delete('frames', key);
}

/** Drops every frame of a viewer, and that there was one. */
export async function forgetViewer(server: string, viewer: string): Promise<void> {
	const db = await database();
	// In the database's order an array comes after every text.
	await db.delete('frames', IDBKeyRange.bound([server, viewer], [server, viewer, []]));
	for (const key of await db.getAllKeys('viewers')) {
		if (key[0] === server && (await db.get('viewers', key)) === viewer) await db.delete('viewers', key);
	}
}

export async function lastViewer(server: string, endpoint: string): Promise<string | undefined> {
	return (await database()).get('viewers', [server, endpoint]);
}

/** Whoever had the endpoint's last token is gone: what was kept for them goes as well. */
export async function rememberViewer(server: string, endpoint: string, viewer: string): Promise<void> {
	const before = await lastViewer(server, endpoint);
	if (before === viewer) return;
	if (before !== undefined) await forgetViewer(server, before);
	await (await database()).put('viewers', viewer, [server, endpoint]);
}

export async function forgetAll(): Promise<void> {
	forgetShapes();
	const db = await database();
	await Promise.all([db.clear('frames'), db.clear('viewers')]);
}
