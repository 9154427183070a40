-- Stores new tasks as pending with their first delivery owed. The only script that makes records.
-- KEYS: index of all, index of pending, owed, live list, counts of statuses entered,
--       then of each task: its record, its idempotency key (or the record again for none)
-- ARGV: idempotency ttl ms, max depth, grace ms, entries of the live list, its doorbell,
--       then of each task: id, request hash (or '' without an idempotency key), due in ms, is timed (1/0),
--       expires in ms, number of what follows, field, value, ...
-- Answers for each task {'created'} | {'replayed' or 'reused', id} | {'full'} | {'unsound'} (times that are no numbers)
local grace, length = tonumber(ARGV[3]), ARGV[4]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local room = tonumber(ARGV[2]) - redis.call('ZCARD', KEYS[2])
local ms = function(number) return string.format('%.0f', number) end

local created, owed = {}, {}
local function create(id, hash, keys, values)
  local record, key, keyed = KEYS[keys], KEYS[keys + 1], hash ~= ''
  if redis.call('EXISTS', record) == 1 then return {'created'} end
  if keyed then
    local stored = redis.call('GET', key)
    if stored then
      local known_id, known_hash = string.match(stored, '^(%S+) (%S+)$')
      return {known_hash == hash and 'replayed' or 'reused', known_id}
    end
  end
  if room <= 0 then return {'full'} end
  local due = now + tonumber(ARGV[values])
  local expires = due + tonumber(ARGV[values + 2])
  -- Before the first write of a task: Redis takes back nothing that was written before an error.
  if not (due >= now and expires >= due) then return {'unsound'} end

  local last = values + 3 + ARGV[values + 3]
  redis.call('HSET', record, 'createdAt', ms(now), 'updatedAt', ms(now), 'expiresAt', ms(expires), unpack(ARGV, values + 4, last))
  if ARGV[values + 1] == '1' then redis.call('HSET', record, 'runAt', ms(due)) end
  if keyed then redis.call('SET', key, id .. ' ' .. hash, 'PX', ARGV[1]) end
  redis.call('XADD', KEYS[4], 'MAXLEN', '~', length, '*', 'id', id)
  room = room - 1
  table.insert(created, 0)
  table.insert(created, id)
  table.insert(owed, ms(math.min(due + grace, expires)))
  table.insert(owed, id)
  return {'created'}
end

local answers, at = {}, 6
for keys = 6, #KEYS, 2 do
  table.insert(answers, create(ARGV[at], ARGV[at + 1], keys, at + 2))
  at = at + 6 + ARGV[at + 5]
end
if #created > 0 then
  redis.call('ZADD', KEYS[1], unpack(created))
  redis.call('ZADD', KEYS[2], unpack(created))
  redis.call('ZADD', KEYS[3], unpack(owed))
  redis.call('HINCRBY', KEYS[5], 'pending', #created / 2)
  redis.call('PUBLISH', ARGV[5], 'change')
end
return answers
