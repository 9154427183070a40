import { phrases } from '../i18n/phrases.ts';
import type { Pair } from '../state/draft.ts';
import { edit, fieldErrors } from '../state/submit.ts';
import { idOf } from './fields.tsx';
import { Icon } from './icon.tsx';

const MOST_PAIRS = 16;

/** Pairs of texts that are kept with the task. */
export function MetadataFields({ pairs }: { pairs: readonly Pair[] }) {
  const p = phrases.value.submit;
  const error = fieldErrors.value.metadata;
  const change = (at: number, pair: Partial<Pair> | null): void => {
    edit({
      metadata: pairs.flatMap((old, i) =>
        i !== at ? [old] : pair === null ? [] : [{ ...old, ...pair }],
      ),
    });
  };
  return (
    <fieldset class="metadata" aria-describedby={`${idOf('metadata')}-help`}>
      <legend class="label">{p.metadata}</legend>
      {pairs.map((pair, i) => (
        <PairFields
          key={i}
          pair={pair}
          number={i + 1}
          onChange={(to) => {
            change(i, to);
          }}
        />
      ))}
      {pairs.length < MOST_PAIRS && (
        <button
          type="button"
          class="button"
          id={pairs.length === 0 ? idOf('metadata') : undefined}
          onClick={() => {
            edit({ metadata: [...pairs, { key: '', value: '' }] });
          }}
        >
          <Icon name="plus" />
          {p.addPair}
        </button>
      )}
      <p class="field-help" id={`${idOf('metadata')}-help`}>
        {p.metadataHelp}
      </p>
      {error !== undefined && <p class="field-error">{error}</p>}
    </fieldset>
  );
}

interface PairFieldsProps {
  pair: Pair;
  number: number;
  onChange: (pair: Partial<Pair> | null) => void;
}

function PairFields({ pair, number, onChange }: PairFieldsProps) {
  const p = phrases.value.submit;
  return (
    <div class="pair">
      <input
        class="input"
        id={number === 1 ? idOf('metadata') : undefined}
        aria-label={p.pairKey(number)}
        autocomplete="off"
        value={pair.key}
        onInput={({ currentTarget }) => {
          onChange({ key: currentTarget.value });
        }}
      />
      <input
        class="input"
        aria-label={p.pairValue(number)}
        autocomplete="off"
        value={pair.value}
        onInput={({ currentTarget }) => {
          onChange({ value: currentTarget.value });
        }}
      />
      <button
        type="button"
        class="button button-icon"
        aria-label={p.removePair(number)}
        onClick={() => {
          onChange(null);
        }}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
