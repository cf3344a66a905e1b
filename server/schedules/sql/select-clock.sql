select delivery_clock() as now
