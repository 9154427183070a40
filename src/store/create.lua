-- Stores a new task as pending with its first delivery owed. The only script that makes a record.
-- KEYS: task, index of all, index of pending, owed, idempotency key (or the task again for none),
--       live list, counts of statuses entered
-- ARGV: id, request hash (or '' without an idempotency key), idempotency ttl ms, max depth, due in ms,
--       is timed (1/0), expires in ms, grace ms, entries of the live list, its doorbell,
--       field, value, ...
-- Answers {'created'} | {'replayed' or 'reused', id} | {'full'}
local id, hash, keyed = ARGV[1], ARGV[2], ARGV[2] ~= ''
if redis.call('EXISTS', KEYS[1]) == 1 then return {'created'} end
if keyed then
  local stored = redis.call('GET', KEYS[5])
  if stored then
    local known_id, known_hash = string.match(stored, '^(%S+) (%S+)$')
    return {known_hash == hash and 'replayed' or 'reused', known_id}
  end
end
if redis.call('ZCARD', KEYS[3]) >= tonumber(ARGV[4]) then return {'full'} end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local due = now + tonumber(ARGV[5])
local expires = due + tonumber(ARGV[7])
-- Before the first write: Redis takes back nothing that was written before an error.
if not (due >= now and expires >= due) then return redis.error_reply('ERR times that are no numbers') end
local ms = function(number) return string.format('%.0f', number) end

redis.call('HSET', KEYS[1], 'createdAt', ms(now), 'updatedAt', ms(now), 'expiresAt', ms(expires), unpack(ARGV, 11))
if ARGV[6] == '1' then redis.call('HSET', KEYS[1], 'runAt', ms(due)) end
redis.call('ZADD', KEYS[2], 0, id)
redis.call('ZADD', KEYS[3], 0, id)
redis.call('ZADD', KEYS[4], ms(math.min(due + tonumber(ARGV[8]), expires)), id)
if keyed then redis.call('SET', KEYS[5], id .. ' ' .. hash, 'PX', ARGV[3]) end
redis.call('HINCRBY', KEYS[7], 'pending', 1)
redis.call('XADD', KEYS[6], 'MAXLEN', '~', ARGV[9], '*', 'id', id)
redis.call('PUBLISH', ARGV[10], 'change')
return {'created'}
