-- The channels whose lease has not run out, by the clock of this Redis.
--
-- KEYS[1] demand   sorted set: channel -> end of its lease, in ms of this Redis
-- ARGV    1 longest lease ms
-- returns {channel…}
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now))
-- No lease is given for longer; what ends later was given before the clock was set back.
local longest = string.format('%.0f', now + ARGV[1])
for _, channel in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. longest, '+inf')) do
  redis.call('ZADD', KEYS[1], longest, channel)
end
return redis.call('ZRANGE', KEYS[1], 0, -1)
