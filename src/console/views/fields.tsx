import type { ComponentChildren, ComponentProps } from 'preact';
import { phrases } from '../i18n/phrases.ts';
import { type Span, type Unit, UNITS } from '../state/draft.ts';
import { fieldErrors } from '../state/submit.ts';

/** The id of the input of a field of the API. */
export const idOf = (name: string): string => `field-${name}`;

/** What an input needs for its field's help and error to belong to it. */
export function describedBy(name: string, hasHelp = false) {
  const isWrong = name in fieldErrors.value;
  const ids = [hasHelp && `${idOf(name)}-help`, isWrong && `${idOf(name)}-error`].filter(Boolean);
  return {
    'aria-invalid': isWrong,
    'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined,
  };
}

interface FieldProps {
  name: string;
  label: string;
  help?: string | undefined;
  children: ComponentChildren;
}

/** An input with its label, and below it what is wrong with it, or else its help. */
export function Field({ name, label, help, children }: FieldProps) {
  const error = fieldErrors.value[name];
  return (
    <div class="field">
      <label class="label" for={idOf(name)}>
        {label}
      </label>
      {children}
      {help && (
        <p class="field-help" id={`${idOf(name)}-help`}>
          {help}
        </p>
      )}
      {error !== undefined && (
        <p class="field-error" id={`${idOf(name)}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}

type TextFieldProps = Omit<FieldProps, 'children'> & {
  value: string;
  onValue: (value: string) => void;
  input?: ComponentProps<'input'>;
};

/** A field of one line. */
export function TextField({ name, label, help, value, onValue, input }: TextFieldProps) {
  return (
    <Field name={name} label={label} help={help}>
      <input
        class="input"
        id={idOf(name)}
        autocomplete="off"
        spellcheck={false}
        value={value}
        onInput={({ currentTarget }) => {
          onValue(currentTarget.value);
        }}
        {...describedBy(name, help !== undefined)}
        {...input}
      />
    </Field>
  );
}

type SpanFieldProps = Omit<FieldProps, 'children'> & {
  value: Span;
  onValue: (value: Span) => void;
};

/** A field for a length of time, in a unit that is chosen. */
export function SpanField({ name, label, help, value, onValue }: SpanFieldProps) {
  const p = phrases.value.submit;
  return (
    <Field name={name} label={label} help={help}>
      <div class="span">
        <input
          class="input"
          id={idOf(name)}
          inputMode="decimal"
          autocomplete="off"
          placeholder={p.default}
          value={value.amount}
          onInput={({ currentTarget }) => {
            onValue({ ...value, amount: currentTarget.value });
          }}
          {...describedBy(name, help !== undefined)}
        />
        <select
          class="select"
          aria-label={p.unitOf(label)}
          value={value.unit}
          onChange={({ currentTarget }) => {
            onValue({ ...value, unit: currentTarget.value as Unit });
          }}
        >
          {Object.keys(UNITS).map((unit) => (
            <option key={unit} value={unit}>
              {p.units[unit as Unit]}
            </option>
          ))}
        </select>
      </div>
    </Field>
  );
}
