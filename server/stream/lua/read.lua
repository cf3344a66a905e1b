-- Reads a channel from a position: either every frame after it, or one reset with the state now; never a part.
--
-- KEYS[1] meta   KEYS[2] ring   KEYS[3] snapshot   KEYS[4] told   (see publish.lua)
-- ARGV    1 candidate epoch   2 channel   3 since epoch or ''   4 since seq
--         5 max count   6 max bytes   7 max age ms   8 idle expiry ms
-- returns {epoch, seq, fresh, recovered, frames…}; with recovered 0 the only frame is the reset
-- @include open-channel
local limits = { count = tonumber(ARGV[5]), bytes = tonumber(ARGV[6]), age = tonumber(ARGV[7]) }
local channel = openChannel(KEYS[1], KEYS[2], KEYS[3], KEYS[4], ARGV[1])
local now = nowMs()
local bytes = trimRing(KEYS[2], channel.bytes, now, limits)
if bytes ~= channel.bytes then redis.call('HSET', KEYS[1], 'bytes', string.format('%.0f', bytes)) end
for index = 1, 4 do redis.call('PEXPIRE', KEYS[index], ARGV[8]) end

local answer = { channel.epoch, string.format('%.0f', channel.seq), channel.fresh, 1 }
local since = tonumber(ARGV[4])
if ARGV[3] == channel.epoch and since <= channel.seq then
  if since == channel.seq then return answer end
  local first = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)[1]
  if first and tonumber(string.match(first[1], '^%d+')) <= since + 1 then
    local entries = redis.call('XRANGE', KEYS[2], string.format('%.0f-0', since + 1), '+')
    for _, entry in ipairs(entries) do answer[#answer + 1] = entry[2][2] end
    return answer
  end
end

local parts = {}
local snapshot = redis.call('HGETALL', KEYS[3])
for index = 1, #snapshot, 2 do parts[#parts + 1] = '"' .. snapshot[index] .. '":' .. snapshot[index + 1] end
answer[4] = 0
answer[5] = string.format('{"type":"reset","channel":"%s","epoch":"%s","seq":%.0f,"at":%.0f,"snapshot":{%s}}',
  ARGV[2], channel.epoch, channel.seq, now, table.concat(parts, ','))
return answer
