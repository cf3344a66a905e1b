/** The sections of the page about people, as its address names them. */
import { html, type TemplateResult } from 'lit';
import type { Route } from '../../app/route.ts';
import type { ProjectSession } from '../../app/session.ts';

interface Shown {
	readonly session: ProjectSession;
	readonly route: Route;
	readonly project: string;
}

interface SectionEntry {
	/** In the address; '' is the first one. */
	readonly item: string;
	readonly title: string;
	/** Whether it is about the installation, and so only for its administrators. */
	readonly isOfAll: boolean;
	/** Whether it asks with a token, and so only for members of the project that is shown. */
	readonly isByToken: boolean;
	readonly render: (shown: Shown) => TemplateResult;
}

const embedding = ({ session, route, project }: Shown): TemplateResult => html`
	<section class="part" aria-labelledby="signing"><h2 id="signing">Keys that sign tokens</h2>
		<workshop-signing-keys .session=${session} .route=${route} .project=${project}></workshop-signing-keys></section>
	<section class="part" aria-labelledby="origins"><h2 id="origins">Origins and privacy</h2>
		<workshop-origins .session=${session} .route=${route} .project=${project}></workshop-origins></section>
	<section class="part" aria-labelledby="revoke"><h2 id="revoke">Revoke tokens</h2>
		<workshop-revocations .session=${session} .route=${route} .project=${project}></workshop-revocations></section>`;

export const sections: readonly SectionEntry[] = [
	{
		item: '',
		title: 'Members',
		isOfAll: false,
		isByToken: false,
		render: ({ session, route, project }) =>
			html`<workshop-members .session=${session} .route=${route} .project=${project}></workshop-members>`,
	},
	{
		item: 'invitations',
		title: 'Invitations',
		isOfAll: false,
		isByToken: false,
		render: ({ session, route, project }) =>
			html`<workshop-invitations .session=${session} .route=${route} .project=${project}></workshop-invitations>`,
	},
	{
		item: 'keys',
		title: 'Keys for machines',
		isOfAll: false,
		isByToken: false,
		render: ({ session, route, project }) =>
			html`<workshop-machine-keys .session=${session} .route=${route} .project=${project}></workshop-machine-keys>`,
	},
	{ item: 'embedding', title: 'Embedding', isOfAll: false, isByToken: true, render: embedding },
	{
		item: 'audit',
		title: 'Audit log',
		isOfAll: false,
		isByToken: false,
		render: ({ session, route, project }) =>
			html`<workshop-audit .session=${session} .route=${route} .project=${project}></workshop-audit>`,
	},
	{
		item: 'projects',
		title: 'All projects',
		isOfAll: true,
		isByToken: false,
		render: ({ session, route, project }) =>
			html`<workshop-projects .session=${session} .route=${route} .project=${project}></workshop-projects>`,
	},
	{
		item: 'accounts',
		title: 'All people',
		isOfAll: true,
		isByToken: false,
		render: ({ session, route, project }) =>
			html`<workshop-accounts .session=${session} .route=${route} .project=${project}></workshop-accounts>`,
	},
];
