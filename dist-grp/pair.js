import { pair } from './pair/pair.js';
/** What shells answer for a process that SIGINT ended: 128 plus the signal's number. */
const EXIT_BY_SIGINT = 130;
process.once('SIGINT', () => {
    console.error('\nStopped before this machine was paired. npm run pair goes on with the same key.');
    process.exit(EXIT_BY_SIGINT);
});
process.exitCode = await pair(process.argv.slice(2));
//# sourceMappingURL=pair.js.map