-- Reads a result and notes that it was used.
--
-- KEYS[1] bodies   hash: result -> head and compressed body
-- KEYS[2] used     sorted set: result -> when it was last used, in ms of this Redis
-- KEYS[3] ends     sorted set: result -> end of its time, in ms of this Redis
-- KEYS[4] totals   hash: bytes; not used
-- ARGV    1 result
-- returns {body, ms that are left}, or {} when it is not kept
local ends = redis.call('ZSCORE', KEYS[3], ARGV[1])
if not ends then return {} end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if tonumber(ends) <= now then return {} end
local body = redis.call('HGET', KEYS[1], ARGV[1])
if not body then return {} end
redis.call('ZADD', KEYS[2], 'XX', string.format('%.0f', now), ARGV[1])
return { body, math.floor(tonumber(ends) - now) }
