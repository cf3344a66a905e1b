select (extract(epoch from hour) * 1000)::float8 as at, opens, most
from views
where project = $1 and kind = $2 and name = $3 and hour > now() - $4::float8 * interval '1 day'
order by hour
