import { useRef } from 'preact/hooks';
import { phrases } from '../i18n/phrases.ts';
import { inWords } from '../i18n/errors.ts';
import {
  filter,
  hasMore,
  isFiltered,
  isLoadingMore,
  listFailure,
  loadMore,
  reload,
  search,
  shown,
} from '../state/list.ts';
import { isListAlone } from '../state/layout.ts';
import { tellError } from '../state/notices.ts';
import { NEW_TASK, route } from '../state/route.ts';
import { useScrollAnchor } from './scroll-anchor.ts';
import { ListFilters } from './list-filters.tsx';
import { TaskRow } from './task-row.tsx';

/** Where the list is, for the skip link to find. */
export const LIST_ID = 'list';

/** The list of tasks with all that narrows it. */
export function TaskList() {
  const p = phrases.value.list;
  const box = useRef<HTMLDivElement>(null);
  useScrollAnchor(box, shown.value?.[0]?.task_id);
  return (
    <div
      id={LIST_ID}
      class="list-pane"
      role={isListAlone.value ? 'main' : 'complementary'}
      aria-label={p.label}
      tabIndex={-1}
    >
      <div class="list-head">
        <h2>{p.title}</h2>
        <span class="faint number" id="list-count">
          {shown.value && p.shown(shown.value.length)}
        </span>
      </div>
      <ListFilters />
      <div ref={box} class="list-scroll">
        <Rows />
        {listFailure.value !== null && <Failure error={listFailure.value} />}
        {hasMore.value && shown.value && (
          <button
            type="button"
            class="button list-more"
            disabled={isLoadingMore.value}
            onClick={() => void loadMore().catch(tellError)}
          >
            {isLoadingMore.value ? p.loading : p.more}
          </button>
        )}
      </div>
    </div>
  );
}

function Rows() {
  const tasks = shown.value;
  const open = route.value.screen === 'task' ? route.value.id : null;
  if (!tasks) return listFailure.value === null ? <Skeleton /> : null;
  if (tasks.length === 0) return <Nothing />;
  return (
    <ul class="rows" aria-label={phrases.value.list.title}>
      {tasks.map((task) => (
        <TaskRow key={task.task_id} task={task} isOpen={task.task_id === open} />
      ))}
    </ul>
  );
}

function Nothing() {
  const p = phrases.value.list;
  if (!isFiltered.value && search.value === '') {
    return (
      <div class="list-nothing">
        <p class="lead">{p.none}</p>
        <p>{p.noneText}</p>
        {isListAlone.value && (
          <>
            <p>{phrases.value.intro.text}</p>
            <a class="button button-primary" href={NEW_TASK}>
              {phrases.value.intro.try}
            </a>
          </>
        )}
      </div>
    );
  }
  return (
    <div class="list-nothing">
      <p>{hasMore.value ? p.noneMatchMore : p.noneMatch}</p>
    </div>
  );
}

function Failure({ error }: { error: unknown }) {
  const p = phrases.value.list;
  return (
    <div class="list-nothing" role="alert">
      <p class="lead">{p.failed}</p>
      <p>{inWords(error)}</p>
      <button type="button" class="button" onClick={() => void reload()}>
        {p.again}
      </button>
    </div>
  );
}

function Skeleton() {
  return (
    <div class="rows" role="status">
      <span class="off-screen">{phrases.value.list.loading}</span>
      {Array.from({ length: filter.value.status ? 4 : 8 }, (_, i) => (
        <div key={i} class="row row-skeleton" aria-hidden="true">
          <span class="skeleton" />
          <span class="skeleton" />
        </div>
      ))}
    </div>
  );
}
