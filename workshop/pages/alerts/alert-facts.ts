/** How an alert is declared, to be read. */
import { html, nothing, type TemplateResult } from 'lit';
import { addressOf } from '../../app/route.ts';
import type { ProjectSession } from '../../app/session.ts';
import { agoOf, momentOf } from '../../shared/times.ts';
import { whoText } from '../../shared/who.ts';
import type { WholeAlert } from './alert-types.ts';
import { askedText, channelText, lookedAt, patienceText } from './alert-words.ts';

function attachedText({ picture, csv }: { readonly picture: boolean; readonly csv: boolean }): string {
	const parts = [picture ? 'a picture' : '', csv ? 'the rows as CSV' : ''].filter(Boolean);
	return parts.length === 0 ? 'nothing' : parts.join(' and ');
}

export function alertFacts(alert: WholeAlert, { account, project }: ProjectSession): TemplateResult {
	const { declaration, followers, names, watches, nextAt } = alert;
	const { params = {}, claims = {}, channels, attach } = declaration;
	const called = (id: string): string => whoText({ id, name: names[id] }, account.account);
	const rows: (readonly [string, unknown] | undefined)[] = [
		[
			'Chart',
			html`<a href=${addressOf({ project: project.project, page: 'charts', item: alert.chart })}>${alert.chart}</a>`,
		],
		Object.keys(params).length === 0 ? undefined : ['Parameters', html`<code>${JSON.stringify(params)}</code>`],
		Object.keys(claims).length === 0 ? undefined : ['Claims', html`<code>${JSON.stringify(claims)}</code>`],
		['Looks at', lookedAt(declaration)],
		['Fires on', watches],
		['Fires after', patienceText(declaration.for)],
		['Recovers after', patienceText(declaration.recoverFor ?? declaration.for)],
		['Is asked', `${askedText(declaration)}${nextAt === null ? '' : `; next ${momentOf(nextAt)}`}`],
		channels === undefined
			? undefined
			: [
					'Is sent to',
					channels.length === 0
						? 'nobody: only inboxes are told'
						: html`<ul>${channels.map((each) => html`<li>${channelText(each)}</li>`)}</ul>`,
				],
		channels === undefined || channels.length === 0 ? undefined : ['With', attachedText(attach)],
		followers === undefined
			? undefined
			: ['Followed by', followers.length === 0 ? 'nobody' : followers.map(called).join(', ')],
		['Saved', `${agoOf(alert.updatedAt, Date.now())} by ${called(alert.updatedBy)}`],
	];
	return html`<dl class="facts">${rows.map((row) => (row === undefined ? nothing : html`<div><dt>${row[0]}</dt><dd>${row[1]}</dd></div>`))}</dl>`;
}
