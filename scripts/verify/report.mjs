import process from 'node:process';
import { styleText } from 'node:util';

/** Without a terminal there are no colours: styleText looks at the stream and at NO_COLOR. */
const paint = (colour, text) => styleText(colour, text, { stream: process.stdout });

/** The table, a row at a time, so that one sees how far it is. */
export class Report {
  constructor(url, checks) {
    this.width = Math.max(...checks.map(({ name }) => name.length));
    this.failed = 0;
    console.log(`OpenClaw V2 at ${url}\n`);
    console.log(`    ${'check'.padEnd(this.width)}  measured`);
  }

  row(name, measured, ok) {
    if (!ok) this.failed += 1;
    const verdict = ok ? paint('green', '✓') : paint('red', '✗');
    // An error of the system may have several lines; a row has one.
    const line = measured.replace(/\s+/g, ' ');
    console.log(`  ${verdict} ${name.padEnd(this.width)}  ${line}`);
  }

  summary(well) {
    const text = well ? paint('green', 'All of it holds.') : paint('red', this.failures());
    console.log(`\n${text}`);
  }

  failures() {
    return this.failed === 1 ? 'One check failed.' : `${this.failed} checks failed.`;
  }
}
