delete from views where hour < now() - $1::float8 * interval '1 day'
