-- Removes all that a task has, if it is still as it was read.
-- KEYS: task, output, index of all, index of its status, time index of its status,
--       idempotency key (or the task again for none), history of attempts, live list,
--       steps
-- ARGV: id, version it was read at, doorbell, entries of the live list, its doorbell
-- Answers 'ok' | 'conflict'
local id = ARGV[1]
if redis.call('HGET', KEYS[1], 'version') ~= ARGV[2] then return 'conflict' end
if KEYS[6] ~= KEYS[1] then
  -- The key's own time may have come, and another task taken it since.
  local stored = redis.call('GET', KEYS[6])
  if stored and string.sub(stored, 1, #id + 1) == id .. ' ' then redis.call('DEL', KEYS[6]) end
end
redis.call('DEL', KEYS[1], KEYS[2], KEYS[7], KEYS[9])
for i = 3, 5 do redis.call('ZREM', KEYS[i], id) end
redis.call('XADD', KEYS[8], 'MAXLEN', '~', ARGV[4], '*', 'id', id)
redis.call('PUBLISH', ARGV[3], 'change')
redis.call('PUBLISH', ARGV[5], 'change')
return 'ok'
