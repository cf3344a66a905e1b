/** The routes of schedules and deliveries, for the table of all routes. */
import { authors, NOBODY, projectManagers, type RouteEntry } from './route-outcomes.ts';

/** What is sent to people, and when. */
export function sendingRoutes(): Record<string, RouteEntry> {
	const none = '/v1/schedules/none';
	const timing = { cron: '0 8 * * *', timeZone: 'Europe/Lisbon' };
	const unknown = authors('unknown_schedule');
	return {
		'GET /v1/schedules': { path: '/v1/schedules', outcomes: authors('ok') },
		'POST /v1/schedules/preview': { path: '/v1/schedules/preview', body: timing, outcomes: authors('ok') },
		'POST /v1/schedules/preview/mail': {
			path: '/v1/schedules/preview/mail',
			body: { ...timing, target: { dashboard: 'none' } },
			outcomes: authors('unknown_dashboard'),
		},
		'GET /v1/schedules/:name': { path: none, outcomes: unknown },
		'PUT /v1/schedules/:name': {
			path: '/v1/schedules/morning',
			body: { ...timing, target: { chart: 'sales' }, channels: [] },
			outcomes: authors('ok'),
		},
		'DELETE /v1/schedules/:name': { path: none, outcomes: unknown },
		'POST /v1/schedules/:name/send': { path: `${none}/send`, outcomes: unknown },
		'GET /v1/schedules/:name/times': { path: `${none}/times`, outcomes: unknown },
		'GET /v1/schedules/:name/log': { path: `${none}/log`, outcomes: unknown },
		'GET /v1/deliveries': { path: '/v1/deliveries', outcomes: authors('ok') },
		'POST /v1/deliveries/test': {
			path: '/v1/deliveries/test',
			body: { channel: { kind: 'webhook', url: 'https://hooks.example.com/' } },
			outcomes: authors('ok'),
		},
		'GET /v1/deliveries/:id': { path: `/v1/deliveries/${NOBODY}`, outcomes: authors('unknown_delivery') },
		'POST /v1/deliveries/:id/again': {
			path: `/v1/deliveries/${NOBODY}/again`,
			outcomes: authors('unknown_delivery'),
		},
		'GET /v1/project/webhook-secret': { path: '/v1/project/webhook-secret', outcomes: projectManagers('ok') },
		'POST /v1/project/webhook-secret': { path: '/v1/project/webhook-secret', outcomes: projectManagers('ok') },
	};
}
