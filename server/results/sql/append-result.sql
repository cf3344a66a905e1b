update results set body = body || $2 where hash = $1
