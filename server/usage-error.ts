/** Thrown by a command that was called wrongly: the terminal then says how it is meant. */
export class UsageError extends Error {}
