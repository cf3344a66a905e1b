delete from notices where at < delivery_clock() - make_interval(days => $1::integer)
