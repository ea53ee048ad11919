import { AppError } from '../src/core/errors/index.ts';

const OURS = /^[A-Za-z0-9][A-Za-z0-9.-]{0,119}$/;

/**
 * The header of a download (RFC 6266). File names are made by us, out of letters that need neither escapes nor the
 * encoded form of RFC 8187; any other is refused rather than repaired (T48).
 */
export function contentDisposition(fileName: string): string {
  if (!OURS.test(fileName)) throw new AppError('internal', { retry: 'never', detail: 'a file name that is not a name of ours' });
  return `attachment; filename="${fileName}"`;
}
