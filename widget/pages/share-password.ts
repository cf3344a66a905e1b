/** The form for the password of a public link. What is wrong is said below the field, and the field has the focus. */
import { backoffMs } from '../socket/backoff.ts';
import type { ShareText } from '../texts/keys.ts';
import { say } from '../texts/say.ts';
import type { Answer } from './share-link.ts';

/** What an answer to a password has to say to whoever wrote it. */
function problemOf(locale: string, answer: Answer): string {
	switch (answer.kind) {
		case 'wrong':
			return say(locale, 'The password is wrong. Try again, or ask whoever gave you the link.');
		case 'later':
			return say(locale, 'Too many attempts. Try again in {seconds:# second|# seconds}.', {
				seconds: Math.ceil(answer.ms / 1_000),
			});
		case 'password':
			return say(locale, 'Write the password that you were given.');
		case 'unreachable':
			return say(locale, 'The server cannot be reached; trying again.');
		case 'opened':
		case 'gone':
			return '';
	}
}

export class PasswordForm {
	readonly element = document.createElement('form');
	readonly #locale: string;
	readonly #send: (password: string) => Promise<Answer>;
	readonly #label = document.createElement('label');
	readonly #input = document.createElement('input');
	readonly #problem = document.createElement('p');
	readonly #button = document.createElement('button');
	#answer: Answer | undefined;
	#isSending = false;

	constructor(locale: string, send: (password: string) => Promise<Answer>) {
		this.#locale = locale;
		this.#send = send;
		this.element.noValidate = true;
		this.#label.htmlFor = 'password';
		Object.assign(this.#input, { id: 'password', type: 'password', autocomplete: 'off', required: true });
		this.#input.setAttribute('aria-describedby', 'problem');
		Object.assign(this.#problem, { id: 'problem', className: 'problem' });
		this.#problem.setAttribute('role', 'alert');
		this.#button.type = 'submit';
		this.element.append(this.#label, this.#input, this.#problem, this.#button);
		this.element.addEventListener('submit', (event) => {
			event.preventDefault();
			void this.#submit();
		});
	}

	focus(): void {
		this.#input.focus();
	}

	/** Again, once the reader's language is there. */
	write(): void {
		const text = (key: ShareText & ('Password' | 'Open')) => say(this.#locale, key);
		this.#label.textContent = text('Password');
		this.#button.textContent = text('Open');
		this.#problem.textContent = this.#answer === undefined ? '' : problemOf(this.#locale, this.#answer);
		this.#input.setAttribute('aria-invalid', String(this.#answer !== undefined));
		this.#button.setAttribute('aria-disabled', String(this.#isSending));
	}

	async #submit(): Promise<void> {
		if (this.#isSending) return;
		const password = this.#input.value;
		this.#isSending = password !== '';
		this.write();
		const answer: Answer = password === '' ? { kind: 'password' } : await this.#sendUntilAnswered(password);
		this.#isSending = false;
		this.#answer = answer;
		this.write();
		if (answer.kind === 'wrong') this.#input.select();
		this.focus();
	}

	async #sendUntilAnswered(password: string): Promise<Answer> {
		for (let tries = 0; ; tries += 1) {
			const answer = await this.#send(password);
			if (answer.kind !== 'unreachable') return answer;
			this.#answer = answer;
			this.write();
			const ms = backoffMs(tries, { random: Math.random() });
			await new Promise((resolve) => setTimeout(resolve, ms));
		}
	}
}
