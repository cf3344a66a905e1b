-- Included by the scripts that publish and read. Opens a channel: makes sure that its epoch is one that this
-- very Redis has minted. A new epoch begins when any of the channel's keys is missing (flush, eviction, expiry: each
-- key may be evicted alone, and what the others say would then be only a part), or when the replication id differs
-- from the one that it was minted under (restart, failover), for then acknowledged writes may have been lost. The
-- snapshot of an old epoch is kept as the best known state, until it is told anew.
local function openChannel(meta, ring, snapshot, told, candidateEpoch)
  local replid = string.match(redis.call('INFO', 'replication'), 'master_replid:(%w+)')
  local known = redis.call('HMGET', meta, 'epoch', 'seq', 'replid', 'bytes')
  local whole = known[1] and (tonumber(known[2]) == 0 or redis.call('EXISTS', ring, snapshot, told) == 3)
  if whole and known[3] == replid then
    return { epoch = known[1], seq = tonumber(known[2]), bytes = tonumber(known[4]), fresh = 0 }
  end
  redis.call('DEL', meta, ring, told)
  redis.call('HSET', meta, 'epoch', candidateEpoch, 'seq', 0, 'replid', replid, 'bytes', 0)
  return { epoch = candidateEpoch, seq = 0, bytes = 0, fresh = 1 }
end

local function nowMs()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- Drops the oldest frames until the ring is within its count, bytes and age; returns the bytes that remain.
local function trimRing(ring, bytes, now, limits)
  local count = redis.call('XLEN', ring)
  while count > 0 do
    local oldest = redis.call('XRANGE', ring, '-', '+', 'COUNT', 1)[1]
    local frame, at = oldest[2][2], tonumber(oldest[2][4])
    if count <= limits.count and bytes <= limits.bytes and at >= now - limits.age then break end
    redis.call('XDEL', ring, oldest[1])
    bytes = bytes - #frame
    count = count - 1
  end
  return bytes
end
