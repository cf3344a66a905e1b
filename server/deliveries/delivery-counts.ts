/** What this worker has sent, for its metrics. */
export class DeliveryCounts {
	/** Receivers that have taken it. */
	sent = 0;
	/** Attempts that failed and are made again. */
	retry = 0;
	/** Given up. */
	dead = 0;
}
