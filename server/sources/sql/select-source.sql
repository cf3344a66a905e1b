select url, max_concurrent from sources where project = $1 and name = $2
