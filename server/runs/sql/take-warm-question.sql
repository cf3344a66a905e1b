delete from warm_questions where channel = $1 and peak_at = $2::text::timestamptz returning channel
