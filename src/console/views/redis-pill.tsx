import type { DurabilityDto, StatusDto } from '../../gateway/status.dto.js';
import { phraseOf, phrases } from '../i18n/phrases.ts';
import { Icon } from './icon.tsx';
import { Popover } from './popover.tsx';

/** Behind one address there may be gateways of an older version that do not tell all of it. */
type Told = Omit<DurabilityDto, 'warnings'> & Partial<DurabilityDto>;

interface Finding {
  readonly isSafe: boolean;
  readonly text: string;
}

/** Whether Redis answers, and whether it keeps what it accepts. */
export function RedisPill({ system }: { system: Pick<StatusDto, 'redis' | 'durability'> }) {
  const p = phrases.value.system;
  const findings = system.durability ? findingsOf(system.durability) : [];
  const warnings = findings.filter(({ isSafe }) => !isSafe).length;
  const tone = system.redis === 'down' ? 'bad' : warnings > 0 ? 'warn' : 'good';
  return (
    <Popover
      summary={
        <>
          <span class={`dot dot-${tone}`} aria-hidden="true" />
          {p.redis} <b>{p[system.redis]}</b>
          {warnings > 0 && <span class="pill-warning">{p.warnings(warnings)}</span>}
        </>
      }
    >
      {findings.length > 0 && warnings === 0 && <p class="lead">{p.durability.safe}</p>}
      <ul class="findings">
        {findings.map(({ isSafe, text }) => (
          <li key={text} class={isSafe ? 'finding-safe' : 'finding-unsafe'}>
            <Icon name={isSafe ? 'check' : 'warning'} />
            {text}
          </li>
        ))}
      </ul>
      {findings.length === 0 && (
        <p>{system.redis === 'down' ? p.notKnown : p.durability.unknown}</p>
      )}
      {system.durability?.version && (
        <p class="faint">
          {p.version} {system.durability.version}
        </p>
      )}
    </Popover>
  );
}

/** The settings that we have words of our own for, as the gateway's warnings name them. */
const OWN_WORDS = /appendonly|appendfsync|maxmemory-policy/;

function findingsOf({ append_only, fsync, eviction, warnings = [] }: Told): Finding[] {
  const p = phrases.value.system.durability;
  const findings: Finding[] = [];
  if (append_only !== null) {
    findings.push({
      isSafe: append_only,
      text: append_only ? p.appendOnly.true : p.noAppendOnly,
    });
  }
  // Without the log it does not matter when it would be flushed.
  if (fsync !== null && append_only !== false) {
    findings.push({ isSafe: fsync === 'always', text: phraseOf(p.fsync, fsync) ?? fsync });
  }
  if (eviction !== null) {
    const isSafe = eviction === 'noeviction';
    findings.push({ isSafe, text: isSafe ? p.noeviction : p.evicts(eviction) });
  }
  const others = warnings.filter((warning) => !OWN_WORDS.test(warning));
  findings.push(...others.map((text) => ({ isSafe: false, text })));
  return findings;
}
