/** Codes of errors that are ours to mend; a customer's full quota or withdrawn grant wakes nobody. */
const OURS = new Set(['internal', 'job.attempts_exhausted', 'file.store_unavailable', 'database.unavailable', 'install.misconfigured']);
const ERROR_LEVEL = 50;

/** What a log line means for the vendor: the group it belongs to, or null. Only sentence, code and support code are taken. */
export function alertOfLog(level: number, entry: readonly unknown[]): { readonly group: string; readonly supportCode: string | null } | null {
  const [data, sentence] = entry;
  if (level < ERROR_LEVEL || typeof sentence !== 'string') return level >= ERROR_LEVEL && typeof data === 'string' ? { group: data, supportCode: null } : null;
  const about: Readonly<Record<string, unknown>> = typeof data === 'object' && data !== null ? { ...data } : {};
  const code = typeof about['code'] === 'string' ? about['code'] : null;
  if (code !== null && !OURS.has(code)) return null;
  return { group: code === null ? sentence : `${sentence} (${code})`, supportCode: typeof about['supportCode'] === 'string' ? about['supportCode'] : null };
}
