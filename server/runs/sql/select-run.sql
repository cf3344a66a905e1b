-- One that somebody may look at: of an export there is nothing but the file.
select * from runs where id = $1 and project = $2 and kind <> 'export'
