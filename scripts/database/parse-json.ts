/** Reads JSON that this project or a pinned package wrote; data from outside goes through zod instead. */
export function parseJson<T>(text: string): T {
  return JSON.parse(text) as T;
}
