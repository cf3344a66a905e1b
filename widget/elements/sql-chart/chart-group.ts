import { Bus } from '../../bus.ts';
import type { Stretch } from '../../drawing/drawing.ts';
import type { Cell } from '../../protocol.ts';

/** What charts of one group tell each other. */
interface GroupEvents {
	/** Where one is looked at; `undefined`: nowhere any more. */
	point: { readonly from: object; readonly x: Cell | undefined };
	/** What one shows of its axis; `undefined`: all. */
	zoom: { readonly from: object; readonly stretch: Stretch | undefined };
}

export interface GroupMember {
	point(x: Cell | undefined): void;
	zoom(stretch: Stretch | undefined): void;
}

interface Group {
	readonly bus: Bus<GroupEvents>;
	stretch: Stretch | undefined;
	members: number;
}

/** The groups of the page, by name. One that nobody is in any more is forgotten. */
const groups = new Map<string, Group>();

/** One chart's place in a group of the page. */
export interface Membership extends GroupMember {
	leave(): void;
}

/** Joins a group: the member hears what the others tell, never what it tells itself, and is told at once what they show. */
export function joinGroup(name: string, member: GroupMember): Membership {
	const group = groups.get(name) ?? { bus: new Bus<GroupEvents>(), stretch: undefined, members: 0 };
	groups.set(name, group);
	group.members += 1;
	const undo = [
		group.bus.on('point', ({ from, x }) => from !== member && member.point(x)),
		group.bus.on('zoom', ({ from, stretch }) => from !== member && member.zoom(stretch)),
	];
	if (group.stretch) member.zoom(group.stretch);
	return {
		point: (x) => group.bus.emit('point', { from: member, x }),
		zoom: (stretch) => {
			group.stretch = stretch;
			group.bus.emit('zoom', { from: member, stretch });
		},
		leave: () => {
			if (undo.length === 0) return;
			for (const each of undo.splice(0)) each();
			group.members -= 1;
			if (group.members === 0) groups.delete(name);
		},
	};
}
