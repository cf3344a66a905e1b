/** Switching a schedule on or off: nothing else of it is changed, and nobody else's change is undone. */
import type { Api } from '../../shared/api.ts';
import type { StoredSchedule } from './schedule.ts';

/** @throws ApiError: `schedule_conflict` when somebody has saved it meanwhile */
export async function setEnabled(api: Api, name: string, enabled: boolean): Promise<void> {
	const path = `/schedules/${encodeURIComponent(name)}`;
	const { declaration, revision } = await api.ask<StoredSchedule>('GET', path);
	await api.ask('PUT', path, { body: { ...declaration, enabled }, headers: { 'if-match': `"${revision}"` } });
}
