-- Renews leases: by the clock of this Redis, the only one that all nodes and workers share.
--
-- KEYS[1] demand   sorted set: channel -> end of its lease, in ms of this Redis
-- ARGV    1 lease ms   2… channels
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for index = 2, #ARGV do
  redis.call('ZADD', KEYS[1], 'GT', string.format('%.0f', now + ARGV[1]), ARGV[index])
end
