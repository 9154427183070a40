-- Reads a task, and its output and steps from a position on where asked, at one moment.
-- KEYS: task, output, steps
-- ARGV: with output (1/0), number of the output and offset in bytes from where on ('' = from the start),
--       most bytes ('' = all), steps that are known ('' = no steps)
-- Answers {now in ms, {field, value, ...}, output, its offset, bytes of all output, steps, how many are
-- known with them}, or nil where there is no such task, or an error where the offset is inside a character
local record = redis.call('HGETALL', KEYS[1])
if #record == 0 then return nil end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if ARGV[1] ~= '1' then return {now, record, '', 0, 0, {}, 0} end

local length = redis.call('STRLEN', KEYS[2])
if ARGV[4] == '' then return {now, record, redis.call('GET', KEYS[2]) or '', 0, length, {}, 0} end

-- Another output is read from its start.
local from = (redis.call('HGET', KEYS[1], 'outputNumber') or '1') == ARGV[2] and tonumber(ARGV[3]) or 0
local function is_inside(offset)
  if offset >= length then return false end
  local byte = string.byte(redis.call('GETRANGE', KEYS[2], offset, offset))
  return byte >= 128 and byte < 192
end
if from > length or is_inside(from) then return redis.error_reply('OFFSET is no place in the output') end
local stop = math.min(length, from + tonumber(ARGV[4]))
while is_inside(stop) do stop = stop - 1 end
local piece = stop > from and redis.call('GETRANGE', KEYS[2], from, stop - 1) or ''

-- Those that are kept are the last ones of all that there were.
local count = tonumber(redis.call('HGET', KEYS[1], 'progressCount') or 0)
local dropped = count - redis.call('LLEN', KEYS[3])
local known = math.min(math.max(tonumber(ARGV[5]), dropped), count)
local steps = redis.call('LRANGE', KEYS[3], known - dropped, known - dropped + 49)
return {now, record, piece, from, length, steps, known + #steps}
