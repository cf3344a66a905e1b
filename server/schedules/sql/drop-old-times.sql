delete from schedule_times where ended_at < delivery_clock() - make_interval(days => $1::integer)
