import { connect } from './connect/connect.js';
/** What shells answer for a process that SIGINT ended: 128 plus the signal's number. */
const EXIT_BY_SIGINT = 130;
process.once('SIGINT', () => {
    process.exit(EXIT_BY_SIGINT);
});
process.exitCode = await connect(process.argv.slice(2));
//# sourceMappingURL=connect.js.map