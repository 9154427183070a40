import { forgetKey, key } from '../api/key.ts';
import { phrases } from '../i18n/phrases.ts';
import {
  type Language,
  language,
  LANGUAGES,
  type Theme,
  theme,
  THEMES,
} from '../state/preferences.ts';
import { HOME, NEW_TASK } from '../state/route.ts';
import { isHelpOpen } from '../state/shortcuts.ts';
import { Icon } from './icon.tsx';

/** The bar on top: where one is, where one can go, and how one wants it. */
export function Header() {
  const p = phrases.value.nav;
  return (
    <header class="header">
      <h1 class="brand">
        <a href={HOME}>
          <Mark />
          <span class="brand-word">{phrases.value.brand}</span>
        </a>
      </h1>
      <nav class="nav" aria-label={p.label}>
        <a class="button button-primary nav-new" href={NEW_TASK}>
          <Icon name="plus" />
          <span class="nav-word">{p.newTask}</span>
        </a>
        <a class="button button-quiet nav-docs" href="/docs">
          {p.docs}
        </a>
      </nav>
      <div class="preferences">
        {key.value !== null && (
          <button type="button" class="button button-quiet forget-key" onClick={forgetKey}>
            <Icon name="key" />
            <span class="nav-word">{p.forgetKey}</span>
          </button>
        )}
        <LanguageSwitch />
        <ThemeSwitch />
        <button
          type="button"
          class="button button-icon nav-help"
          aria-label={p.help}
          title={p.help}
          onClick={() => {
            isHelpOpen.value = true;
          }}
        >
          <Icon name="help" />
        </button>
      </div>
    </header>
  );
}

function LanguageSwitch() {
  return (
    <select
      class="select select-quiet"
      aria-label={phrases.value.nav.language}
      value={language.value}
      onChange={({ currentTarget }) => {
        language.value = currentTarget.value as Language;
      }}
    >
      {Object.entries(LANGUAGES).map(([value, name]) => (
        <option key={value} value={value} lang={value}>
          {name}
        </option>
      ))}
    </select>
  );
}

function ThemeSwitch() {
  const p = phrases.value.nav;
  return (
    <select
      class="select select-quiet"
      aria-label={p.theme}
      value={theme.value}
      onChange={({ currentTarget }) => {
        theme.value = currentTarget.value as Theme;
      }}
    >
      {THEMES.map((value) => (
        <option key={value} value={value}>
          {p.themes[value]}
        </option>
      ))}
    </select>
  );
}

const Mark = () => (
  <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="8" />
    <path d="M9.500 23c-1.600-5.200-.6-10.600 3-14M16 24c-1.200-5.600-.4-11 2.600-15.200M22.200 23.200c-.6-4.800.2-9 2.400-12.600" />
  </svg>
);
