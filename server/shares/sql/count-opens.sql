-- In one order, so that no two nodes wait for each other.
with seen as (
	select s.id, o.opens from jsonb_to_recordset($1::jsonb) as o (id text, opens integer)
	join shares s on s.id = o.id order by s.id for update of s
)
update shares s set opens = s.opens + seen.opens, last_opened_at = now() from seen where s.id = seen.id
