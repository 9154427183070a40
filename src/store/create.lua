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

-- Those to be stored, and what is taken by them. Nothing is written before all are judged: Redis takes back
-- nothing that was written before an error.
local new, known = {}, {}
local function judge(task)
  if known[task.record] or redis.call('EXISTS', task.record) == 1 then return {'created'} end
  if task.hash ~= '' then
    local stored = known[task.key] or redis.call('GET', task.key)
    if stored then
      local id, hash = string.match(stored, '^(%S+) (%S+)$')
      return {hash == task.hash and 'replayed' or 'reused', id}
    end
  end
  if #new >= room then return {'full'} end
  if not (task.due >= now and task.expires >= task.due) then return {'unsound'} end
  known[task.record] = true
  if task.hash ~= '' then known[task.key] = task.id .. ' ' .. task.hash end
  table.insert(new, task)
  return {'created'}
end

local answers, at = {}, 6
for key = 6, #KEYS, 2 do
  local due = now + tonumber(ARGV[at + 2])
  local last = at + 5 + tonumber(ARGV[at + 5])
  table.insert(answers, judge({
    record = KEYS[key], key = KEYS[key + 1], id = ARGV[at], hash = ARGV[at + 1], due = due,
    timed = ARGV[at + 3] == '1', expires = due + tonumber(ARGV[at + 4]), first = at + 6, last = last,
  }))
  at = last + 1
end
if #new == 0 then return answers end

-- The indexes first: who is there without a record is dropped, a record in none of them would stay for ever.
local members, owed = {}, {}
for _, task in ipairs(new) do
  table.insert(members, 0)
  table.insert(members, task.id)
  table.insert(owed, ms(math.min(task.due + grace, task.expires)))
  table.insert(owed, task.id)
end
redis.call('ZADD', KEYS[3], unpack(owed))
redis.call('ZADD', KEYS[1], unpack(members))
redis.call('ZADD', KEYS[2], unpack(members))
for _, task in ipairs(new) do
  redis.call('HSET', task.record, 'createdAt', ms(now), 'updatedAt', ms(now), 'expiresAt', ms(task.expires),
    unpack(ARGV, task.first, task.last))
  if task.timed then redis.call('HSET', task.record, 'runAt', ms(task.due)) end
  if task.hash ~= '' then redis.call('SET', task.key, known[task.key], 'PX', ARGV[1]) end
  redis.call('XADD', KEYS[4], 'MAXLEN', '~', length, '*', 'id', task.id)
end
redis.call('HINCRBY', KEYS[5], 'pending', #new)
redis.call('PUBLISH', ARGV[5], 'change')
return answers
