import { phrases } from '../i18n/phrases.ts';
import { isCutOff } from '../state/connection.ts';
import { isReachable, isSimulated, system } from '../state/system.ts';

/** Says, for as long as it is so, that answers are made up. */
export function SimulatedBanner() {
  const p = phrases.value.simulated;
  if (!isSimulated.value) return null;
  return (
    <section class="banner-simulated" aria-label={p.title}>
      <strong>{p.title}</strong>
      <span>{p.text}</span>
      <details class="simulated-how">
        <summary>{p.how}</summary>
        <div class="popover">
          <p>{p.steps}</p>
          <pre>{'V1_URL=http://127.0.0.1:18789\nV1_TOKEN=<gateway.auth.token>'}</pre>
        </div>
      </details>
    </section>
  );
}

/** Says that the gateway or its Redis is away, and that all goes on by itself. */
export function ConnectionBanner() {
  const p = phrases.value.connection;
  const isRedis = isReachable.value && system.value?.redis === 'down';
  return (
    <div role="status" class="connection" id="connection">
      {isCutOff.value && (
        <div class="connection-lost">
          <span class="pulse" aria-hidden="true" />
          <span>
            <strong>{isRedis ? p.redis : p.gateway}</strong> {!isRedis && p.note}
          </span>
        </div>
      )}
    </div>
  );
}
