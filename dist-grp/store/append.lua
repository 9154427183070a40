-- Adds pieces of output and what the runs did besides, for each run whose claim still holds its task.
-- Repeating it does no harm.
-- KEYS: for each run: task, output, steps
-- ARGV: steps to keep, then for each run: delivery, token, offset in bytes, piece, doorbell, number of the
--       output, steps written before, count of steps, step, ...
-- Answers for each run 'ok' | 'cancel' (written, and the run is asked to stop) | 'lost'
local kept = ARGV[1]

local function append(task, output, steps, at)
  local delivery, token, offset, piece = ARGV[at], ARGV[at + 1], tonumber(ARGV[at + 2]), ARGV[at + 3]
  local record = redis.call('HMGET', task, 'status', 'delivery', 'token', 'cancelRequestedAt', 'outputNumber', 'progressCount')
  if record[1] ~= 'running' or record[2] ~= delivery or record[3] ~= token then return 'lost' end
  -- A late copy of a piece of an output that was dropped.
  if (record[5] or '1') ~= ARGV[at + 5] then return 'lost' end
  if redis.call('STRLEN', output) == offset then
    redis.call('APPEND', output, piece)
  elseif piece ~= '' and redis.call('GETRANGE', output, offset, offset + #piece - 1) ~= piece then
    return 'lost'
  end
  local count = tonumber(ARGV[at + 7])
  if count > 0 and (record[6] or '0') == ARGV[at + 6] then
    redis.call('RPUSH', steps, unpack(ARGV, at + 8, at + 7 + count))
    redis.call('LTRIM', steps, -kept, -1)
    redis.call('HINCRBY', task, 'progressCount', count)
  end
  redis.call('PUBLISH', ARGV[at + 4], 'output')
  return record[4] and 'cancel' or 'ok'
end

local answers, at = {}, 2
for i = 1, #KEYS, 3 do
  answers[#answers + 1] = append(KEYS[i], KEYS[i + 1], KEYS[i + 2], at)
  at = at + 8 + ARGV[at + 7]
end
return answers
