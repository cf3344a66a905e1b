/** Whoever makes that there is something to tell: the publisher of a log, or who changes the customer's rows. */
export interface Teller {
	seed(seed: number): Promise<void>;
	/** Takes so many changes on, each of at least so many bytes; they are told as soon as that is possible. */
	publish(channel: string, count: number, paddingBytes?: number): Promise<void>;
	/** All that was taken on for the channel has been accepted. */
	told(channel: string): Promise<void>;
	/** One last change for each channel; resolves once all is accepted. */
	finish(): Promise<void>;
}
