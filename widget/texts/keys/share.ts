/** What the page of a public link says. */
export type ShareText =
	| 'Opening …'
	| 'This link no longer works.'
	| 'Ask whoever gave it to you for a new one.'
	| 'This link needs a password.'
	| 'Password'
	| 'Open'
	| 'Write the password that you were given.'
	| 'The password is wrong. Try again, or ask whoever gave you the link.'
	| 'Too many attempts. Try again in {seconds:# second|# seconds}.'
	| 'The server cannot be reached; trying again.';
