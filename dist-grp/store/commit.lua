-- Applies a change to a task that is still as it was read. Knows no rule of a task's life.
-- KEYS: task, output, index of the old status, index of the new status,
--       time index of the old status (owed / leases / expiry), time index of the new status,
--       history of attempts, live list, counts of statuses entered, steps
-- ARGV: id, version it was read at, score in the new time index ('' = as it is),
--       lease must be dead (1/0), what to clear ('', text, all), offset of the last output ('' = none), last output,
--       attempt that ended ('' = none), attempts to keep, status that it enters ('' = none),
--       doorbell, entries of the live list, its doorbell,
--       number of fields to clear, field, ..., then to set: field, value, ...
-- Answers 'ok' | 'conflict' | 'alive' | 'torn' (the output does not end at the offset)
local id, score, offset = ARGV[1], ARGV[3], ARGV[6]
if redis.call('HGET', KEYS[1], 'version') ~= ARGV[2] then return 'conflict' end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if ARGV[4] == '1' then
  local lease = redis.call('ZSCORE', KEYS[5], id)
  if lease and tonumber(lease) > now then return 'alive' end
end

if ARGV[5] ~= '' then
  redis.call('DEL', KEYS[2])
  if ARGV[5] == 'all' then redis.call('DEL', KEYS[10]) end
elseif offset ~= '' then
  if redis.call('STRLEN', KEYS[2]) ~= tonumber(offset) then return 'torn' end
  if ARGV[7] ~= '' then redis.call('APPEND', KEYS[2], ARGV[7]) end
end

if ARGV[8] ~= '' then
  redis.call('RPUSH', KEYS[7], ARGV[8])
  redis.call('LTRIM', KEYS[7], -ARGV[9], -1)
end

local cleared = tonumber(ARGV[14])
if cleared > 0 then redis.call('HDEL', KEYS[1], unpack(ARGV, 15, 14 + cleared)) end
redis.call('HSET', KEYS[1], 'updatedAt', string.format('%.0f', now), unpack(ARGV, 15 + cleared))
redis.call('HINCRBY', KEYS[1], 'version', 1)
redis.call('ZREM', KEYS[3], id)
redis.call('ZADD', KEYS[4], 0, id)
if score ~= '' then
  redis.call('ZREM', KEYS[5], id)
  redis.call('ZADD', KEYS[6], score, id)
end
if ARGV[10] ~= '' then redis.call('HINCRBY', KEYS[9], ARGV[10], 1) end
redis.call('XADD', KEYS[8], 'MAXLEN', '~', ARGV[12], '*', 'id', id)
redis.call('PUBLISH', ARGV[11], 'change')
redis.call('PUBLISH', ARGV[13], 'change')
return 'ok'
