-- What the chart shows may have changed: asked for again while somebody watches, and older than any maxAge otherwise.
update channels set changed_at = now() where project = $1 and chart = $2
