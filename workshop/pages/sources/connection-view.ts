/** 'Test connection' as it is shown: each step with its outcome, what to do about the one that failed, and what to worry about. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { type ConnectionTest, type ConnectionWarning, stepsOf, type TestedStep, type Way } from './connection-steps.ts';

export const connectionStyles = css`
	.test {
		display: grid;
		gap: 12px;
	}
	.steps {
		display: grid;
		gap: 6px;
	}
	.steps li {
		display: grid;
		grid-template-columns: 20px 1fr;
		gap: 8px;
		align-items: baseline;
	}
	.steps wa-icon {
		translate: 0 2px;
	}
	.passed wa-icon {
		color: var(--good);
	}
	.failed {
		color: var(--danger);
	}
	.untried {
		color: var(--muted);
	}
	.warnings {
		display: grid;
		gap: 8px;
	}
	.warnings li {
		display: grid;
		grid-template-columns: 20px 1fr;
		gap: 8px;
		padding: 10px 12px;
		border: 1px solid var(--warning);
		border-radius: 8px;
	}
	.warnings wa-icon {
		color: var(--warning);
		translate: 0 2px;
	}
`;

const ICONS: Readonly<Record<TestedStep['outcome'], string>> = { passed: 'check', failed: 'xmark', untried: 'minus' };
const WORDS: Readonly<Record<TestedStep['outcome'], string>> = {
	passed: 'Yes: ',
	failed: 'No: ',
	untried: 'Not tried: ',
};

const step = ({ title, outcome }: TestedStep, message: string): TemplateResult => html`
	<li class=${outcome}>
		<wa-icon name=${ICONS[outcome]} aria-hidden="true"></wa-icon>
		<div><span class="sr">${WORDS[outcome]}</span>${title}${outcome === 'failed' ? html`<p>${message}</p>` : nothing}</div>
	</li>`;

/** Functions may be left open by every database as it is installed; everything else was given to the role. */
const isGrave = ({ code }: ConnectionWarning): boolean => code !== 'functions';

const GRAVE = html`<p>
	<strong>It works, and the role may do more than read.</strong>
	Whoever may write SQL here may do what the role may do: the role is the wall, and here it has a hole. Make another role
	before charts are built on this one.
</p>`;
const LIGHT = html`<p><strong>It works, and the role changes no data.</strong> One thing is left to close:</p>`;

const warnings = (test: ConnectionTest): TemplateResult | typeof nothing =>
	!test.ok || test.warnings.length === 0
		? nothing
		: html`
	${test.warnings.some(isGrave) ? GRAVE : LIGHT}
	<ul class="warnings">
		${test.warnings.map(({ message }) => html`<li><wa-icon name="triangle-exclamation" label="Warning"></wa-icon><p>${message}</p></li>`)}
	</ul>`;

export const connectionView = (test: ConnectionTest, way: Way): TemplateResult => html`
	<div class="test">
		<ol class="steps" aria-label="Steps of the connection">
			${stepsOf(test, way).map((each) => step(each, test.ok ? '' : test.message))}
		</ol>
		${
			test.ok
				? html`<p class="muted">${test.version} answers${test.warnings.length === 0 ? '; the role may read, and nothing else' : ''}.</p>`
				: nothing
		}
		${warnings(test)}
	</div>`;
