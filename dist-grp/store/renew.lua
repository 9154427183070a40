-- Renews the leases of a worker's runs and reports the worker alive.
-- KEYS: leases, workers, worker reports, task, task, ...
-- ARGV: worker, report, lease ms, then for each task: id, delivery, token
-- Answers 'ok' | 'cancel' | 'lost' for each task
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local worker, lease = ARGV[1], tonumber(ARGV[3])
local until_ms = string.format('%.0f', now + lease)

redis.call('ZADD', KEYS[2], until_ms, worker)
redis.call('HSET', KEYS[3], worker, ARGV[2])
local gone = redis.call('ZRANGE', KEYS[2], '-inf', string.format('%.0f', now - 10 * lease), 'BYSCORE')
if #gone > 0 then
  redis.call('ZREM', KEYS[2], unpack(gone))
  redis.call('HDEL', KEYS[3], unpack(gone))
end

local answers = {}
for i = 4, #KEYS do
  local at = 4 + (i - 4) * 3
  local record = redis.call('HMGET', KEYS[i], 'status', 'delivery', 'token', 'cancelRequestedAt')
  if record[1] == 'running' and record[2] == ARGV[at + 1] and record[3] == ARGV[at + 2] then
    redis.call('ZADD', KEYS[1], until_ms, ARGV[at])
    answers[#answers + 1] = record[4] and 'cancel' or 'ok'
  else
    answers[#answers + 1] = 'lost'
  end
end
return answers
