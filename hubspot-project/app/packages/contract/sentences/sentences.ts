/** German by English. `{1}` to `{9}` stand for a name or a number in both; what stands there is kept, numbers as Germans write them. */
export type Sentences = Readonly<Record<string, string>>;
