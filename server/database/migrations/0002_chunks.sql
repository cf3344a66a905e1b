-- The chunks of the browser's script, of this build and of earlier ones: a page that was opened before a deploy still
-- finds its own, on whichever node. A chunk's name changes with its content. `served_at`: last known to a node.
create table chunks (
	name text primary key,
	body bytea not null,
	served_at timestamptz not null default now()
);
