select project, name, engine, url, sealed, max_concurrent from sources order by project, name
