import { AppError } from '../core/errors/app-error.ts';
import type { ByteRange } from './file-store.ts';

/** Refuses a range that no file could have. One that begins behind the end of a file is fine: it is empty. */
export function checkRange(range: ByteRange | undefined): void {
  if (!range) return;
  const { start, end } = range;
  const good = Number.isSafeInteger(start) && start >= 0 && (end === undefined || (Number.isSafeInteger(end) && end >= start));
  if (!good) throw new AppError('internal', { retry: 'never', detail: `file range ${start}-${end ?? ''} cannot be read` });
}
