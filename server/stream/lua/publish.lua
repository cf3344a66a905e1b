-- Publishes one event: sequence, time, ring, snapshot and announcement in one atomic step.
--
-- KEYS[1] meta       hash: epoch, seq, replid, bytes (of the ring), ordinal and attempt (the fence)
-- KEYS[2] ring       stream: id <seq>-0, fields frame, at
-- KEYS[3] snapshot   hash: part -> JSON of its last event
-- KEYS[4] told       sorted set: idempotency key -> seq
-- KEYS[5] live       the sharded pub/sub channel of announcements
-- ARGV    1 candidate epoch   2 channel   3 idempotency key   4 ordinal   5 attempt   6 event JSON
--         7 part   8 parts to remove, with blanks between   9 max count   10 max bytes   11 max age ms   12 idle expiry ms
--         13 '' or the run whose result this is about: then it takes the fence as it is, while that result is the last
-- returns {outcome, epoch, seq, at, fresh}; outcome: published | duplicate | fenced
-- @include open-channel
local limits = { count = tonumber(ARGV[9]), bytes = tonumber(ARGV[10]), age = tonumber(ARGV[11]) }
local channel = openChannel(KEYS[1], KEYS[2], KEYS[3], KEYS[4], ARGV[1])
local now = nowMs()

local earlier = redis.call('ZSCORE', KEYS[4], ARGV[3])
if earlier then return { 'duplicate', channel.epoch, tonumber(earlier), now, channel.fresh } end

local ordinal, attempt = tonumber(ARGV[4]), tonumber(ARGV[5])
local fence = redis.call('HMGET', KEYS[1], 'ordinal', 'attempt')
local lastOrdinal, lastAttempt = tonumber(fence[1] or 0), tonumber(fence[2] or 0)
local late = ordinal < lastOrdinal or (ordinal == lastOrdinal and attempt < lastAttempt)
if ARGV[13] ~= '' then
  local result = redis.call('HGET', KEYS[3], 'result') or ''
  local own = '{"kind":"result","run":"' .. ARGV[13] .. '",'
  late = string.sub(result, 1, #own) ~= own
  ordinal, attempt = lastOrdinal, lastAttempt
end
if late then
  return { 'fenced', channel.epoch, channel.seq, now, channel.fresh }
end

local seq = channel.seq + 1
local frame = string.format('{"type":"event","channel":"%s","epoch":"%s","seq":%.0f,"at":%.0f,"event":%s}',
  ARGV[2], channel.epoch, seq, now, ARGV[6])
redis.call('XADD', KEYS[2], string.format('%.0f-0', seq), 'frame', frame, 'at', string.format('%.0f', now))
local bytes = trimRing(KEYS[2], channel.bytes + #frame, now, limits)
redis.call('HSET', KEYS[1], 'seq', string.format('%.0f', seq), 'bytes', string.format('%.0f', bytes),
  'ordinal', string.format('%.0f', ordinal), 'attempt', string.format('%.0f', attempt))
redis.call('HSET', KEYS[3], ARGV[7], ARGV[6])
for part in string.gmatch(ARGV[8], '%a+') do redis.call('HDEL', KEYS[3], part) end
redis.call('ZADD', KEYS[4], seq, ARGV[3])
redis.call('ZREMRANGEBYRANK', KEYS[4], 0, -1025)
for index = 1, 4 do redis.call('PEXPIRE', KEYS[index], ARGV[12]) end
redis.call('SPUBLISH', KEYS[5], string.format('%s %.0f %s', channel.epoch, seq, frame))
return { 'published', channel.epoch, seq, now, channel.fresh }
