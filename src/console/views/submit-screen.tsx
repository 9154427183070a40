import { phrases } from '../i18n/phrases.ts';
import { isFiltered, listed } from '../state/list.ts';
import { HOME, NEW_TASK } from '../state/route.ts';
import { CONTENT_ID } from '../state/shortcuts.ts';
import { edit } from '../state/submit.ts';
import { CopyButton } from './copy-button.tsx';
import { Icon } from './icon.tsx';
import { SubmitForm } from './submit-form.tsx';

/** Where tasks are submitted; who has none yet is told what this is. */
export function SubmitScreen() {
  const p = phrases.value;
  const isFirst = listed.value?.length === 0 && !isFiltered.value;
  return (
    <div class="screen submit-screen">
      <div class="screen-head">
        <a class="button button-icon only-narrow" href={HOME} aria-label={p.task.back}>
          <Icon name="back" />
        </a>
        <h2 id="screen-title" tabIndex={-1}>
          {p.submit.title}
        </h2>
      </div>
      {isFirst && <Intro />}
      <SubmitForm />
    </div>
  );
}

function Intro() {
  const p = phrases.value.intro;
  const curl = curlOf(p.example);
  return (
    <section class="intro" aria-label={p.title}>
      <h3>{p.title}</h3>
      <p>{p.text}</p>
      <a
        class="button"
        href={NEW_TASK}
        onClick={() => {
          edit({ content: p.example });
          document.getElementById(CONTENT_ID)?.focus();
        }}
      >
        {p.try}
      </a>
      <p class="faint intro-or">{p.orCurl}</p>
      <div class="command">
        <pre tabIndex={0} role="region" aria-label={p.curl}>
          {curl}
        </pre>
        <CopyButton label={phrases.value.copy} text={() => curl} />
      </div>
    </section>
  );
}

const curlOf = (content: string): string =>
  `curl ${location.origin}/tasks -H 'content-type: application/json' \\\n  -d '${JSON.stringify({ content })}'`;
