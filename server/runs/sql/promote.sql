-- A run that an author has asked for as well is kept, and placed, as an author's.
update runs set origin = 'author', priority = $2 where id = $1
