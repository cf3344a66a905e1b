delete from links where kind = 'setup'
