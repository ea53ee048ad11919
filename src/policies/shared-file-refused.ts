import { AppError } from '../core/errors/index.ts';
import type { ShareLack } from './find-share-lack.ts';

/** The refusal as the colleague reads it who wants the file. */
export function sharedFileRefused(lack: ShareLack): AppError {
  return new AppError('access.refused', { userMessage: TO_COLLEAGUE[lack.kind], ...(lack.kind === 'sharer' ? { fix: 'Ask whoever shared it, or export the table yourself.' } : {}), detail: `share lacks ${lack.kind}` });
}

const TO_COLLEAGUE: Readonly<Record<ShareLack['kind'], string>> = {
  sharer: 'Whoever shared this file may not have it themselves any more.',
  gone: 'You are no active user of this HubSpot account any more.',
  domain: 'This account does not send files to addresses like yours any more.',
  table: 'You may not export a table that is in this file.',
  rows: 'You may export your own records only, and this file holds others.',
  column: 'You may not see a column that is in this file.',
  approval: 'You would need an approval to export this, and whoever shared it may not give it any more.',
};
