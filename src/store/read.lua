-- Reads a task, and its output where asked, at one moment.
-- KEYS: task, output
-- ARGV: with output (1/0)
-- Answers {now in ms, {field, value, ...}, output} or nil where there is no such task
local record = redis.call('HGETALL', KEYS[1])
if #record == 0 then return nil end
local time = redis.call('TIME')
local output = ARGV[1] == '1' and redis.call('GET', KEYS[2]) or ''
return {time[1] * 1000 + math.floor(time[2] / 1000), record, output}
