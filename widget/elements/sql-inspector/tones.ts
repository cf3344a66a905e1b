/** The tone of each state and decision, and what a decision means. Colour never says it alone. */
export type Tone = 'quiet' | 'good' | 'warning' | 'danger' | 'accent';

const STATUS: Readonly<Record<string, Tone>> = {
	online: 'good',
	connecting: 'warning',
	waiting: 'warning',
	stopped: 'danger',
};

export const toneOfStatus = (status: string): Tone => STATUS[status] ?? 'quiet';

type Says =
	| 'Shown: it is the very next of its channel.'
	| 'Shown: it takes the place of everything before.'
	| 'Not shown: the page had it already.'
	| 'Not shown: something before it is missing, so the page asks again from where it stands.'
	| 'It changes nothing on the page.';

interface Meaning {
	readonly tone: Tone;
	readonly says: Says | '';
}

const DECISIONS: Readonly<Record<string, Meaning>> = {
	deliver: { tone: 'good', says: 'Shown: it is the very next of its channel.' },
	reset: { tone: 'accent', says: 'Shown: it takes the place of everything before.' },
	duplicate: { tone: 'quiet', says: 'Not shown: the page had it already.' },
	gap: {
		tone: 'warning',
		says: 'Not shown: something before it is missing, so the page asks again from where it stands.',
	},
	ignore: { tone: 'quiet', says: 'It changes nothing on the page.' },
};

export const meaningOf = (decision: string): Meaning => DECISIONS[decision] ?? { tone: 'quiet', says: '' };
