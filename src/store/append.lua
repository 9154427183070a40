-- Adds a piece of output and what the run did besides, if the claim still holds the task. Repeating it
-- does no harm.
-- KEYS: task, output, steps
-- ARGV: delivery, token, offset in bytes, piece, doorbell, number of the output, steps written before,
--       steps to keep, step, ...
-- Answers 'ok' | 'cancel' (written, and the run is asked to stop) | 'lost'
local record = redis.call('HMGET', KEYS[1], 'status', 'delivery', 'token', 'cancelRequestedAt', 'outputNumber', 'progressCount')
if record[1] ~= 'running' or record[2] ~= ARGV[1] or record[3] ~= ARGV[2] then return 'lost' end
-- A late copy of a piece of an output that was dropped.
if (record[5] or '1') ~= ARGV[6] then return 'lost' end
local offset, piece = tonumber(ARGV[3]), ARGV[4]
if redis.call('STRLEN', KEYS[2]) == offset then
  redis.call('APPEND', KEYS[2], piece)
elseif piece ~= '' and redis.call('GETRANGE', KEYS[2], offset, offset + #piece - 1) ~= piece then
  return 'lost'
end
if #ARGV > 8 and (record[6] or '0') == ARGV[7] then
  redis.call('RPUSH', KEYS[3], unpack(ARGV, 9))
  redis.call('LTRIM', KEYS[3], -ARGV[8], -1)
  redis.call('HINCRBY', KEYS[1], 'progressCount', #ARGV - 8)
end
redis.call('PUBLISH', ARGV[5], 'output')
return record[4] and 'cancel' or 'ok'
