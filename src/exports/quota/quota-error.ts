import { AppError } from '../../core/errors/index.ts';
import { storeUnavailable } from '../../files/index.ts';

/** The portal's exports take all they may. `nextExpiry`: when the next file makes room. */
export function quotaExceeded(used: number, most: number, nextExpiry: Date | null): AppError {
  const room = nextExpiry === null ? '' : ` The next one is deleted on ${nextExpiry.toISOString().slice(0, 10)}.`;
  return new AppError('quota.exceeded', {
    userMessage: `The exports of this HubSpot account already take ${size(used)} of the ${size(most)} they may.`,
    fix: `Files are deleted by themselves when their time is over.${room} Try again then, or choose fewer rows or columns.`,
    detail: `quota: ${used} of ${most} bytes`,
  });
}

/** One export alone is more than the portal may have: no waiting helps. */
export function tooLargeForQuota(bytes: number, most: number): AppError {
  return new AppError('quota.exceeded', {
    userMessage: `This export takes ${size(bytes)}; the exports of this HubSpot account may take ${size(most)} together.`,
    fix: 'Choose fewer rows or columns, or ask the vendor for more space.',
    detail: `quota: ${bytes} of ${most} bytes by one export`,
    retry: 'never',
  });
}

/** The file store is below its watermark: what is left is for files that are being finished elsewhere. */
export function storeAlmostFull(free: number, least: number): AppError {
  return storeUnavailable('full', `file store: ${free} bytes free, ${least} must stay free`, null);
}

function size(bytes: number): string {
  if (bytes >= 1_000_000_000) return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
  return bytes >= 1_000_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${(bytes / 1000).toFixed(1)} KB`;
}
