-- Keeps how many watch what at one node, until a moment by the clock of this Redis.
--
-- KEYS[1] viewers  hash: node -> "end in ms, space, JSON of the counts by name"
-- ARGV    1 node   2 life ms   3 JSON
if ARGV[3] == '{}' then
  redis.call('HDEL', KEYS[1], ARGV[1])
  return
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f ', now + ARGV[2]) .. ARGV[3])
-- Should all nodes be gone, nobody is left to forget them.
redis.call('PEXPIRE', KEYS[1], ARGV[2])
