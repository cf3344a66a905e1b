-- What is kept. What has outlived its time counts until the next put removes it.
--
-- KEYS[1] bodies   hash: result -> head and compressed body
-- KEYS[2] used     sorted set: result -> when it was last used; not used
-- KEYS[3] ends     sorted set: result -> end of its time; not used
-- KEYS[4] totals   hash: bytes
-- returns {results, bytes}
return { redis.call('HLEN', KEYS[1]), tonumber(redis.call('HGET', KEYS[4], 'bytes') or '0') }
