/** What a web node's gateway says of itself: connections, messages, refusals, resets. */
import type { Registry } from 'prom-client';
import type { GatewayCounts } from '../gateway/counts.ts';
import type { Hub } from '../gateway/hub.ts';
import type { Sessions } from '../gateway/sessions.ts';
import { addCounter, addGauge } from './metric.ts';

export interface GatewaySources {
	readonly counts: GatewayCounts;
	readonly sessions: Pick<Sessions, 'unread'>;
	readonly hub: Pick<Hub, 'watched'>;
}

export function addGatewayMetrics(registry: Registry, { counts, sessions, hub }: GatewaySources): void {
	addConnections(registry, counts);
	addMessages(registry, counts);
	addGauge(registry, {
		name: 'chartwire_slow_readers',
		help: 'Connections that have not taken what they were sent; they get a reset once they have.',
		read: () => sessions.unread.slow,
	});
	addGauge(registry, {
		name: 'chartwire_unread_bytes',
		help: 'Bytes that wait in this process for all connections together.',
		read: () => sessions.unread.bytes,
	});
	addGauge(registry, {
		name: 'chartwire_watched_channels',
		help: 'Channels that this node listens to.',
		read: () => hub.watched.channels,
	});
	addGauge(registry, {
		name: 'chartwire_subscriptions',
		help: 'Readers of all channels of this node together.',
		read: () => hub.watched.readers,
	});
}

function addConnections(registry: Registry, counts: GatewayCounts): void {
	addGauge(registry, {
		name: 'chartwire_connections',
		help: 'Open connections, and fallback requests that are being answered.',
		label: 'transport',
		read: () => counts.open,
	});
	addCounter(registry, {
		name: 'chartwire_sessions_opened_total',
		help: 'Connections and fallback requests that were let in.',
		label: 'transport',
		read: () => counts.opened,
	});
	addCounter(registry, {
		name: 'chartwire_sessions_closed_total',
		help: 'Connections that have ended, by close code; none: a fallback request that was answered or given up.',
		label: 'code',
		read: () => counts.closed,
	});
	addCounter(registry, {
		name: 'chartwire_refusals_total',
		help: 'What a limit has refused or ended; docs/limits.md says what each one is.',
		label: 'limit',
		read: () => counts.refused,
	});
	addCounter(registry, {
		name: 'chartwire_errors_total',
		help: 'Errors that clients were told, on sockets and over HTTP, by code.',
		label: 'code',
		read: () => counts.errors,
	});
}

function addMessages(registry: Registry, counts: GatewayCounts): void {
	addCounter(registry, {
		name: 'chartwire_messages_received_total',
		help: 'Messages from clients.',
		read: () => counts.messagesIn,
	});
	addCounter(registry, {
		name: 'chartwire_messages_sent_total',
		help: 'Messages to clients, one a receiver.',
		read: () => counts.messagesOut,
	});
	addCounter(registry, {
		name: 'chartwire_sent_bytes_total',
		help: 'Bytes of messages to clients, without TLS and TCP.',
		read: () => counts.bytesOut,
	});
	addCounter(registry, {
		name: 'chartwire_resets_total',
		help: 'Readers that were told the state instead of what they had missed, by reason.',
		label: 'reason',
		read: () => counts.resets,
	});
	addCounter(registry, {
		name: 'chartwire_replayed_frames_total',
		help: 'Frames that returning readers had missed and were told again.',
		read: () => counts.replayedFrames,
	});
	addCounter(registry, {
		name: 'chartwire_announcement_gaps_total',
		help: 'Holes in what was announced to this node; each was filled from the stream.',
		read: () => counts.gaps,
	});
	addCounter(registry, {
		name: 'chartwire_announcement_missed_frames_total',
		help: 'Frames that this node read from the stream because their announcement had not come, or not yet.',
		read: () => counts.missedFrames,
	});
}
