select last_result, last_run, last_ordinal, last_attempt from channels where channel = $1
