/** The dashboard itself: what it is called, and how it looks on a wall. */
import { html, nothing, type TemplateResult } from 'lit';
import type { DashboardWall } from '../../../../widget/dashboard-spec.ts';
import { changeSettings, type Fields, type Settings } from '../pure/edits.ts';
import type { BuilderModel } from './builder-model.ts';

const LEAST_S = 5;
const ROTATES_S = 20;

const textIn = ({ target }: Event): string =>
	(target as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement).value;

/** What is as without being told goes. */
function changedWall(wall: DashboardWall | undefined, fields: Fields<DashboardWall>): DashboardWall | undefined {
	const said = Object.entries({ ...wall, ...fields }).filter(([, value]) => value !== undefined);
	return said.length === 0 ? undefined : Object.fromEntries(said);
}

let zones: readonly string[] | undefined;

export function settingsPanel(model: BuilderModel): TemplateResult | typeof nothing {
	const { dashboard } = model;
	if (dashboard === undefined) return nothing;
	zones ??= Intl.supportedValuesOf('timeZone');
	const { title, description = '', wall } = dashboard;
	const set = (fields: Settings, field: string): void => {
		const now = model.dashboard;
		if (now) model.edit(changeSettings(now, fields), `settings ${field}`);
	};
	const onWall = (fields: Fields<DashboardWall>, field: string): void =>
		set({ wall: changedWall(model.dashboard?.wall, fields) }, field);
	const rotates = (event: Event): void => {
		const seconds = Number(textIn(event));
		const isSaid = Number.isFinite(seconds) && seconds >= LEAST_S && seconds !== ROTATES_S;
		onWall({ rotateMs: isSaid ? Math.round(seconds * 1000) : undefined }, 'rotation');
	};
	return html`
		<h2>Dashboard</h2>
		<label class="field"><span>Title</span><input required maxlength="300" autocomplete="off" .value=${title} @input=${(event: Event) => set({ title: textIn(event) }, 'title')}></label>
		${title.trim() === '' ? html`<p class="problem small">A dashboard needs a title.</p>` : nothing}
		<label class="field"><span>Description, shown below the title</span><textarea rows="3" maxlength="2000" .value=${description} @input=${(event: Event) => set({ description: textIn(event) || undefined }, 'description')}></textarea></label>
		<fieldset><legend>On the wall</legend>
			<label class="field"><span>Each tab is shown for (seconds)</span><input type="number" min=${LEAST_S} step="1" .value=${String((wall?.rotateMs ?? ROTATES_S * 1000) / 1000)} @change=${rotates}></label>
			<label class="field"><span>Theme</span><select @change=${(event: Event) => onWall({ theme: textIn(event) === 'light' ? 'light' : undefined }, 'theme')}>
				<option value="dark" ?selected=${wall?.theme !== 'light'}>dark</option>
				<option value="light" ?selected=${wall?.theme === 'light'}>light</option>
			</select></label>
			<label class="check"><input type="checkbox" .checked=${wall?.clock !== false} @change=${({ target }: Event) => onWall({ clock: (target as HTMLInputElement).checked ? undefined : false }, 'clock')}><span>With a clock</span></label>
			<label class="field"><span>Time zone of the clock</span><input list="zones" autocomplete="off" spellcheck="false" placeholder="that of the screen" .value=${wall?.timeZone ?? ''} @change=${(event: Event) => onWall({ timeZone: textIn(event).trim() || undefined }, 'zone')}></label>
			<datalist id="zones">${zones.map((zone) => html`<option value=${zone}></option>`)}</datalist>
		</fieldset>`;
}
