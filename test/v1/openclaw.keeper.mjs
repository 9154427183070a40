// Runs a program for as long as the channel to its parent is open, and leaves nothing of its process
// group behind: OpenClaw's helpers outlive a kill, and the tests may be killed themselves.
import { spawn } from 'node:child_process';

const endAll = () => process.kill(-process.pid, 'SIGKILL');

const child = spawn(process.execPath, process.argv.slice(2), { stdio: 'inherit' });
child.once('exit', endAll);
process.on('message', (signal) => child.kill(signal));
process.once('disconnect', endAll);
