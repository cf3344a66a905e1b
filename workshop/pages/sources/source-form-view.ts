/** The fields of a source's form. */
import { html, nothing, type TemplateResult } from 'lit';
import type { FieldName, FieldProblems, ShownSource, SourceFields } from './source-fields.ts';

export interface FormView {
	readonly fields: SourceFields;
	readonly problems: FieldProblems;
	readonly stored: ShownSource | undefined;
}

interface FieldLook {
	readonly label: string;
	readonly hint?: string;
	readonly type?: 'text' | 'password' | 'lines';
	readonly placeholder?: string;
	readonly isWide?: boolean;
	readonly mode?: 'numeric';
}

function field({ fields, problems }: FormView, name: FieldName, look: FieldLook): TemplateResult {
	const { label, hint, type = 'text', placeholder, isWide = false, mode } = look;
	const problem = problems[name];
	const described = [hint && `${name}-hint`, problem && `${name}-problem`].filter(Boolean).join(' ') || nothing;
	const invalid = problem === undefined ? nothing : 'true';
	const control =
		type === 'lines'
			? html`<textarea id=${name} name=${name} .value=${fields[name]} placeholder=${placeholder ?? nothing} spellcheck="false" autocomplete="off" aria-describedby=${described} aria-invalid=${invalid}></textarea>`
			: html`<input id=${name} name=${name} type=${type} .value=${fields[name]} placeholder=${placeholder ?? nothing} inputmode=${mode ?? nothing} spellcheck="false" autocapitalize="off" autocomplete=${type === 'password' ? 'new-password' : 'off'} aria-describedby=${described} aria-invalid=${invalid}>`;
	return html`<div class=${`field${isWide ? ' wide' : ''}`}>
		<label for=${name}>${label}</label>
		${control}
		${hint === undefined ? nothing : html`<p class="hint" id=${`${name}-hint`}>${hint}</p>`}
		${problem === undefined ? nothing : html`<p class="problem" id=${`${name}-problem`}>${problem}</p>`}
	</div>`;
}

interface Choice {
	readonly value: string;
	readonly text: string;
}

interface ChoiceLook {
	readonly label: string;
	readonly hint: string;
	readonly choices: readonly Choice[];
}

function choice({ fields, problems }: FormView, name: FieldName, { label, hint, choices }: ChoiceLook): TemplateResult {
	const problem = problems[name];
	return html`<div class="field">
		<label for=${name}>${label}</label>
		<select id=${name} name=${name} aria-describedby=${`${name}-hint${problem === undefined ? '' : ` ${name}-problem`}`} aria-invalid=${problem === undefined ? nothing : 'true'}>
			${choices.map(({ value, text }) => html`<option value=${value} ?selected=${fields[name] === value}>${text}</option>`)}
		</select>
		<p class="hint" id=${`${name}-hint`}>${hint}</p>
		${problem === undefined ? nothing : html`<p class="problem" id=${`${name}-problem`}>${problem}</p>`}
	</div>`;
}

const asStored = (stored: ShownSource | undefined) => (stored === undefined ? {} : { placeholder: 'stays as it is' });

export const placeFields = (view: FormView): TemplateResult => html`
	<div class="fields">
		${
			view.stored === undefined
				? field(view, 'name', { label: 'Name', hint: 'How charts and authors call it; it stays.' })
				: nothing
		}
		${
			view.stored === undefined
				? choice(view, 'engine', {
						label: 'Database',
						hint: 'And whatever speaks its protocol.',
						choices: [
							{ value: 'postgresql', text: 'PostgreSQL' },
							{ value: 'mysql', text: 'MySQL or MariaDB' },
						],
					})
				: nothing
		}
		${field(view, 'host', { label: 'Host', hint: 'As the servers of Chartwire reach it.' })}
		${field(view, 'port', { label: 'Port', mode: 'numeric' })}
		${field(view, 'database', { label: 'Database’s name' })}
		${field(view, 'user', { label: 'Role', hint: 'One that may read, and nothing else.', ...asStored(view.stored) })}
		${field(view, 'password', { label: 'Password', hint: 'Kept encrypted, and never shown again.', type: 'password', ...asStored(view.stored) })}
		${field(view, 'maxConcurrent', { label: 'Queries at once', hint: 'The others wait for their turn.', mode: 'numeric' })}
	</div>`;

const TLS_HINTS: Readonly<Record<SourceFields['tls'], string>> = {
	verify: 'Encrypted, and the host must prove that it is the one.',
	required: 'Encrypted, whoever answers: somebody in between could read along.',
	off: 'In plain: only within a network that is your own.',
};

export const tlsFields = (view: FormView): TemplateResult => html`
	<div class="fields">
		${choice(view, 'tls', {
			label: 'TLS',
			hint: TLS_HINTS[view.fields.tls],
			choices: [
				{ value: 'verify', text: 'Verify the certificate' },
				{ value: 'required', text: 'Encrypt only' },
				{ value: 'off', text: 'Off' },
			],
		})}
		${
			view.fields.tls === 'verify'
				? field(view, 'ca', {
						label: 'Certificates that are trusted (PEM)',
						hint:
							view.stored === undefined
								? 'Leave it empty to trust what the system trusts.'
								: 'Leave it empty to keep what is stored.',
						type: 'lines',
						placeholder: '-----BEGIN CERTIFICATE-----',
						isWide: true,
					})
				: nothing
		}
	</div>`;

const tunnelChoices = ({ stored }: FormView): readonly Choice[] => [
	...(typeof stored?.ssh === 'string' ? [{ value: 'kept', text: `As it is: through ${stored.ssh}` }] : []),
	{ value: 'none', text: 'None: straight to the host' },
	{ value: 'given', text: typeof stored?.ssh === 'string' ? 'Another tunnel' : 'Through an SSH tunnel' },
];

export const tunnelFields = (view: FormView): TemplateResult => html`
	<div class="fields">
		${choice(view, 'tunnel', {
			label: 'SSH tunnel',
			hint: 'A tunnel leads into a network that cannot be reached from outside.',
			choices: tunnelChoices(view),
		})}
		${
			view.fields.tunnel !== 'given'
				? nothing
				: html`
		${field(view, 'sshHost', { label: 'Host of the tunnel' })}
		${field(view, 'sshPort', { label: 'Its port', mode: 'numeric' })}
		${field(view, 'sshUser', { label: 'User there' })}
		${field(view, 'sshHostKey', {
			label: 'Host key',
			hint: 'What “ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub” prints there. Another key is refused.',
			placeholder: 'SHA256:…',
			isWide: true,
		})}
		${choice(view, 'sshBy', {
			label: 'Signs in by',
			hint: 'Kept encrypted, and never shown again.',
			choices: [
				{ value: 'key', text: 'Private key' },
				{ value: 'password', text: 'Password' },
			],
		})}
		${
			view.fields.sshBy === 'password'
				? field(view, 'sshPassword', { label: 'Password of the tunnel', type: 'password' })
				: html`
			${field(view, 'sshPassphrase', { label: 'Passphrase of the key', hint: 'If it has one.', type: 'password' })}
			${field(view, 'sshKey', { label: 'Private key', type: 'lines', isWide: true, placeholder: '-----BEGIN OPENSSH PRIVATE KEY-----' })}`
		}`
		}
	</div>`;
