/** The same phrases in any language: texts may differ, and what they are made from may not. */
export type InAnyLanguage<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { readonly [K in keyof T]: InAnyLanguage<T[K]> };
