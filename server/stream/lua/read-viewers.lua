-- What each node has said of its viewers that it would say again by now, if it were there.
--
-- KEYS[1] viewers  hash: node -> "end in ms, space, JSON of the counts by name"
-- returns {JSON…}
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local told = redis.call('HGETALL', KEYS[1])
local counts = {}
for index = 1, #told, 2 do
  local ends, json = string.match(told[index + 1], '^(%d+) (.*)$')
  if tonumber(ends) > now then
    counts[#counts + 1] = json
  else
    redis.call('HDEL', KEYS[1], told[index])
  end
end
return counts
