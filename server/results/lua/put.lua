#!lua
-- (Declared so that a full Redis refuses it at once, and not only where nothing was written before.)
-- Keeps a result within the budget. Results whose time is over go first, then those that were not used for longest; one
-- that does not fit at all is not kept. What counts is each body with its head, and some bytes for its entries.
--
-- KEYS[1] bodies   hash: result -> head and compressed body
-- KEYS[2] used     sorted set: result -> when it was last used, in ms of this Redis
-- KEYS[3] ends     sorted set: result -> end of its time, in ms of this Redis
-- KEYS[4] totals   hash: bytes
-- ARGV    1 result  2 body  3 ms to keep it  4 budget in bytes  5 bytes for its entries
-- returns {1: it is kept, 0: it is not; results evicted}
local bodies, used, ends, totals = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local result, body, budget, entry = ARGV[1], ARGV[2], tonumber(ARGV[4]), tonumber(ARGV[5])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function drop(name)
  local size = redis.call('HSTRLEN', bodies, name)
  if size > 0 then redis.call('HINCRBY', totals, 'bytes', -(size + entry)) end
  redis.call('HDEL', bodies, name)
  redis.call('ZREM', used, name)
  redis.call('ZREM', ends, name)
end

-- Redis may have lost one of the keys by itself: what is left would be counted wrongly for ever.
if redis.call('EXISTS', bodies, used, ends, totals) < 4 then redis.call('UNLINK', bodies, used, ends, totals) end
for _, name in ipairs(redis.call('ZRANGEBYSCORE', ends, '-inf', string.format('%.0f', now))) do drop(name) end
drop(result)
local need = #body + entry
if need > budget then return { 0, 0 } end
local bytes = tonumber(redis.call('HGET', totals, 'bytes') or '0')
local evicted = 0
while bytes + need > budget do
  local oldest = redis.call('ZRANGE', used, 0, 0)[1]
  if not oldest then break end
  drop(oldest)
  evicted = evicted + 1
  bytes = tonumber(redis.call('HGET', totals, 'bytes'))
end
redis.call('HSET', bodies, result, body)
redis.call('HINCRBY', totals, 'bytes', need)
redis.call('ZADD', used, string.format('%.0f', now), result)
redis.call('ZADD', ends, string.format('%.0f', now + ARGV[3]), result)
-- All of it goes once the last one's time is over, even if nobody puts anything any more.
local last = tonumber(redis.call('ZRANGE', ends, -1, -1, 'WITHSCORES')[2])
for _, key in ipairs(KEYS) do redis.call('PEXPIREAT', key, string.format('%.0f', last)) end
return { 1, evicted }
