delete from links where kind = 'invitation' and project = $1 and id::text = $2 returning id::text as id
