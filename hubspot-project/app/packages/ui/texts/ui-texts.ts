import type { english } from './english.ts';

type Widened<Entry> = Entry extends string ? string : Entry;

/** What every language has to say: the keys and parameters of the English sentences. */
export type UiTexts = { readonly [Key in keyof typeof english]: Widened<(typeof english)[Key]> };
