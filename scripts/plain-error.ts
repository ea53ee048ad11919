/** An error whose message alone tells a person what to change: print it as one line, without a stack. */
export class PlainError extends Error {
  override name = 'PlainError';
}
