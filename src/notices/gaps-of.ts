import { z } from 'zod';
import { sayIn } from '#sentences';
import type { MailWords } from './mail-words.ts';
import type { Reading } from '../readers/index.ts';

const MOST = 5;
/** What a mail needs of a certificate; older versions know no column problems. */
const Certificate = z.object({
  rows: z.object({ skipped: z.number() }),
  sheets: z.array(z.object({ columnProblems: z.array(z.object({ sentence: z.string() })).default([]) })),
});

/** What is missing in a finished file, a sentence each, so that nobody learns it only from the certificate (F11). */
export function gapsOf(certificate: unknown, words: MailWords, { language, locale }: Reading): string[] {
  const parsed = Certificate.safeParse(certificate);
  if (!parsed.success) return [];
  const { rows, sheets } = parsed.data;
  const columns = sheets.flatMap(({ columnProblems }) => columnProblems.map(({ sentence }) => sayIn(language, sentence)));
  const more = columns.length > MOST ? [words.moreColumns(columns.length - MOST)] : [];
  const skipped = rows.skipped === 0 ? [] : [words.skippedRows(rows.skipped.toLocaleString(locale), rows.skipped === 1)];
  return [...skipped, ...columns.slice(0, MOST), ...more];
}
