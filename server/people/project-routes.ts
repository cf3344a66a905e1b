/**
 * `/v1/account/projects/…`: projects for administrators of the installation; their members and invitations for the project's
 * own administrators as well.
 */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { audited } from '../audit/audit.ts';
import { ROLES } from '../auth/embed-claims.ts';
import { nameSchema, parseBody } from '../http.ts';
import type { PeopleDeps } from './deps.ts';
import { addLink, dropInvitation, INVITATION_MS, listInvitations } from './links.ts';
import { addMember, changeMember, demandManagerOf, listMembers, type MemberChange } from './members.ts';
import { changeProject, createProject, listProjects } from './projects.ts';
import { demandAdministrator, emailSchema, type SessionEnv } from './visitor.ts';

const projectName = z.string().trim().min(1).max(100);
const newProjectSchema = z.strictObject({ project: nameSchema, name: projectName });
const projectChangeSchema = z
	.strictObject({ name: projectName.optional(), archived: z.boolean().optional() })
	.refine((change) => Object.keys(change).length > 0, 'changes nothing: give "name", "archived" or both');
const invitationSchema = z.strictObject({ role: z.enum(ROLES), email: emailSchema.optional() });
const roleSchema = z.strictObject({ role: z.enum(ROLES) });

export function projectRoutes({ database }: PeopleDeps): Hono<SessionEnv> {
	return new Hono<SessionEnv>()
		.get('/', async (context) => {
			return context.json({ projects: await listProjects(database, context.get('session')) });
		})
		.post('/', async (context) => {
			const session = context.get('session');
			demandAdministrator(session);
			const { account } = session;
			const { project, name } = await parseBody(context, newProjectSchema);
			const entry = { actor: context.get('actor'), action: 'project.created', object: project, project };
			await audited(database, { ...entry, details: { name } }, async (on) => {
				await createProject(on, project, name);
				await addMember(on, project, { account, role: 'administrator' });
			});
			return context.json({ project, name }, 201);
		})
		.put('/:project', async (context) => {
			demandAdministrator(context.get('session'));
			const project = context.req.param('project');
			const { name, archived } = await parseBody(context, projectChangeSchema);
			const details = { ...(name === undefined ? {} : { name }), ...(archived === undefined ? {} : { archived }) };
			const entry = { actor: context.get('actor'), action: 'project.changed', object: project, project, details };
			await audited(database, entry, (on) => changeProject(on, project, { name, archived }));
			return context.body(null, 204);
		});
}

/** `…/:project/members`, for the project's administrators. */
export function memberRoutes({ database }: PeopleDeps): Hono<SessionEnv> {
	const change = async (context: Context<SessionEnv>, project: string, role: MemberChange['role']) => {
		const by = context.get('session');
		const account = context.req.param('account') ?? '';
		const action = role === null ? 'member.removed' : 'member.changed';
		const entry = { actor: context.get('actor'), action, object: account, project };
		await audited(database, { ...entry, details: role === null ? {} : { role } }, (on) =>
			changeMember(on, project, { account, role, by }),
		);
		return context.body(null, 204);
	};
	return new Hono<SessionEnv>()
		.get('/:project/members', async (context) => {
			const project = context.req.param('project');
			await demandManagerOf(database, context.get('session'), project);
			return context.json({ members: await listMembers(database, project) });
		})
		.put('/:project/members/:account', async (context) => {
			const { role } = await parseBody(context, roleSchema);
			return change(context, context.req.param('project'), role);
		})
		.delete('/:project/members/:account', (context) => change(context, context.req.param('project'), null));
}

/** `…/:project/invitations`, for the project's administrators. */
export function invitationRoutes({ database, settings }: PeopleDeps): Hono<SessionEnv> {
	return new Hono<SessionEnv>()
		.get('/:project/invitations', async (context) => {
			const project = context.req.param('project');
			await demandManagerOf(database, context.get('session'), project);
			return context.json({ invitations: await listInvitations(database, project) });
		})
		.post('/:project/invitations', async (context) => {
			const project = context.req.param('project');
			await demandManagerOf(database, context.get('session'), project);
			const { role, email } = await parseBody(context, invitationSchema);
			const { email: createdBy } = context.get('session');
			const wanted = { kind: 'invitation', project, role, email, createdBy, livesMs: INVITATION_MS } as const;
			const entry = { actor: context.get('actor'), action: 'invitation.created', object: email ?? 'anybody', project };
			const made = await audited(database, { ...entry, details: { role } }, (on) =>
				addLink(on, settings.publicUrl, wanted),
			);
			return context.json(made, 201);
		})
		.delete('/:project/invitations/:id', async (context) => {
			const project = context.req.param('project');
			await demandManagerOf(database, context.get('session'), project);
			const id = context.req.param('id');
			const entry = { actor: context.get('actor'), action: 'invitation.dropped', object: id, project };
			await audited(database, entry, (on) => dropInvitation(on, project, id));
			return context.body(null, 204);
		});
}
