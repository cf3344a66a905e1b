-- How a chart is drawn, and which declaration of that this is: whoever watches it is told when it is another one.
alter table charts
	add column spec jsonb,
	add column spec_revision integer not null default 0;
