import { isTaskId } from '../api/tasks.ts';
import { formatCompact } from '../i18n/format.ts';
import { phrases } from '../i18n/phrases.ts';
import {
  filter,
  isFiltered,
  knownAgents,
  knownSessions,
  NO_FILTER,
  search,
  setFilter,
} from '../state/list.ts';
import { goTo, hashOf } from '../state/route.ts';
import { SEARCH_ID } from '../state/shortcuts.ts';
import { STATUSES } from '../state/status.ts';
import { system } from '../state/system.ts';
import { Icon } from './icon.tsx';

/** What narrows the list: an id, a status, an agent, a session. */
export function ListFilters() {
  const p = phrases.value.list;
  return (
    <div class="filters">
      <Search />
      <StatusFilter />
      <div class="filter-names">
        <NameFilter
          label={p.agent}
          any={p.anyAgent}
          names={knownAgents.value}
          value={filter.value.agent_id}
          onChange={(agent_id) => {
            setFilter({ agent_id });
          }}
        />
        <NameFilter
          label={p.session}
          any={p.anySession}
          names={knownSessions.value}
          value={filter.value.session_key}
          onChange={(session_key) => {
            setFilter({ session_key });
          }}
        />
        {(isFiltered.value || search.value !== '') && (
          <button
            type="button"
            class="button button-icon"
            aria-label={p.clear}
            title={p.clear}
            onClick={() => {
              search.value = '';
              setFilter(NO_FILTER);
            }}
          >
            <Icon name="close" />
          </button>
        )}
      </div>
    </div>
  );
}

/** Filters what is loaded by a part of an id; a whole id is opened. */
function Search() {
  const p = phrases.value.list;
  return (
    <div class="search">
      <Icon name="search" />
      <input
        id={SEARCH_ID}
        class="input"
        type="search"
        aria-label={p.search}
        placeholder={p.searchHint}
        autocomplete="off"
        spellcheck={false}
        value={search.value}
        onInput={({ currentTarget }) => {
          const text = currentTarget.value.trim();
          if (isTaskId(text)) {
            search.value = '';
            currentTarget.value = '';
            goTo(hashOf(text));
          } else search.value = text;
        }}
      />
    </div>
  );
}

function StatusFilter() {
  const p = phrases.value;
  const counts = system.value?.tasks;
  const all = counts && STATUSES.reduce((sum, status) => sum + counts[status], 0);
  const chosen = filter.value.status;
  return (
    <div class="chips" role="group" aria-label={p.list.filterStatus}>
      {(['', ...STATUSES] as const).map((status) => {
        const count = status === '' ? all : counts?.[status];
        return (
          <button
            key={status}
            type="button"
            class="chip"
            aria-pressed={status === chosen}
            onClick={() => {
              if (status !== chosen) setFilter({ status });
            }}
          >
            {status === '' ? p.list.all : p.status[status]}{' '}
            <span class="number">{typeof count === 'number' && formatCompact(count)}</span>
          </button>
        );
      })}
    </div>
  );
}

interface NameFilterProps {
  label: string;
  any: string;
  names: readonly string[];
  value: string;
  onChange: (value: string) => void;
}

function NameFilter({ label, any, names, value, onChange }: NameFilterProps) {
  return (
    <select
      class="select"
      aria-label={label}
      value={value}
      onChange={({ currentTarget }) => {
        onChange(currentTarget.value);
      }}
    >
      <option value="">{any}</option>
      {names.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}
