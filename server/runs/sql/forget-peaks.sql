delete from warm_peaks where peak_at < now() - interval '2 days'
