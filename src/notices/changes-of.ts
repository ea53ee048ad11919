import { z } from 'zod';
import type { MailWords } from './mail-words.ts';

/** What a mail needs of a certificate: only that of a repair has it. */
const Certificate = z.object({ repairs: z.object({ written: z.number(), undo: z.boolean().default(false) }) });

/** That a repair has changed records in HubSpot, so that nobody learns it only from the certificate (D9); empty for any other export. */
export function changesOf(certificate: unknown, words: MailWords, locale: string): string[] {
  const parsed = Certificate.safeParse(certificate);
  if (!parsed.success || parsed.data.repairs.written === 0) return [];
  const { written, undo } = parsed.data.repairs;
  const rows = written.toLocaleString(locale);
  return [`${undo ? words.takenBack(rows, written === 1) : words.written(rows, written === 1)} ${words.seeChanges}`];
}
