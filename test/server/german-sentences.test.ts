import { describe, expect, it } from 'vitest';
import { sayIn, sayInCard } from '#sentences';
import { columnProblems } from '../../src/exports/column-problems.ts';
import { describeCells } from '../../src/exports/formats/describe-cells.ts';
import { describePartial } from '../../src/exports/partial/describe-partial.ts';
import { spokenSentences, wholeSentences } from '../support/spoken-sentences.ts';

/** Read by the workflow editor of HubSpot, by operators and in logs, which have no language here. */
const NOT_FOR_READERS = /^(src\/(workflows|webhooks)\/|server\/(cli|doctor|pages|fence|create-mailer))/;
/** Put together of parts: each as it comes out. */
const COMPOSED = [
  'Ask a HubSpot admin to connect Siderail again: https://siderail.example/oauth/install?portalId=1',
  'Cell B3 of the sheet “Orders” holds a formula.', 'Cell B3 of the sheet “Orders” holds an error (#N/A).',
  'Files are deleted by themselves when their time is over. Try again then, or choose fewer rows or columns.',
  'Files are deleted by themselves when their time is over. The next one is deleted on 2026-11-29. Try again then, or choose fewer rows or columns.',
  ...['the column “amount” may not be written to HubSpot', '“Amount” cannot hold “a lot”', '“Amount” was changed in HubSpot after the list was made', 'a row that gets another key cannot get new values at the same time']
    .map((reason) => `not written to HubSpot: ${reason}`),
  ...['The connection of this account stays as it was.', 'Siderail was taken out of the account again.', 'Remove Siderail in HubSpot under Settings, Integrations, Connected apps.']
    .map((state) => `${state} Then install it as a super admin, from https://siderail.example/oauth/install, and grant everything it asks for.`),
];
const IS_COMPOSED = /^(Ask a HubSpot admin to connect Siderail again: Xyzzy|Cell Xyzzy of the sheet “Xyzzy” Xyzzy\.|Files are deleted by themselves when their time is over\.Xyzzy .*|not written to HubSpot: Xyzzy|Xyzzy Then install it .*)$/;
/** An action's own texts, and the words of mails and messages. */
const BOTH_LANGUAGES = /^src\/(actions\/|.*-words\.ts$|notices\/messages\/write-message\.ts$|exports\/repair\/list-titles\.ts$)/;
/** How a file was read, which the certificate says in English, and what a test sends to a channel. */
const IN_FILES_ONLY = /^src\/(sources\/.*\/(plan-|list-)|exports\/(changes|sheets)\/|deliveries\/kinds\/|core\/db\/generated\/|.*\/plan-)/;
/** Pieces of sentences that are tested whole below. */
const PARTS = /^(Xyzzy|“Xyzzy” Xyzzy|The rows after them|Rows may be missing|The connection of this account stays|Siderail was taken out|Remove Siderail in HubSpot|Cell Xyzzy|Files are deleted)/;
/** What pages of ours say and no card: lists that come back, installing, links that lead nowhere. */
const ON_PAGES_ONLY = /^(server\/(routes\/oauth|receive-list)|src\/(access|audit|approvals\/read|core\/(csv|xlsx)|installs\/complete|installs\/token|downloads\/serve|exports\/repair|hubspot\/objects\/(write-batch|parse-batch)|exports\/sheets\/read-related|sources\/(hubspot\/batch-builder|look-up-linked)))/;
const ENGLISH = /\b(the|this|and|your|again|of|with|row|rows)\b/i;

function inGerman(sentence: string): string {
  return sayIn('de', sentence);
}

describe('whatever refuses something, waits or failed', () => {
  const spoken = spokenSentences('{src,server}/**/*.ts').filter(({ file, text }) => !NOT_FOR_READERS.test(file) && !IS_COMPOSED.test(text));

  it('has its sentence in German, wherever in the code it is said', () => {
    expect(spoken.length).toBeGreaterThan(250);
    expect(spoken.filter(({ text }) => inGerman(text) === text)).toEqual([]);
    expect(COMPOSED.filter((text) => inGerman(text) === text)).toEqual([]);
  });

  it('has every other whole sentence of the domain in German as well, but for those that have both languages beside each other', () => {
    const known = new Set([...spoken.map(({ text }) => text), ...COMPOSED]);
    const missing = wholeSentences('src/**/*.ts').filter(({ file, text }) => !BOTH_LANGUAGES.test(file) && !IN_FILES_ONLY.test(file) && !NOT_FOR_READERS.test(file) && !PARTS.test(text) && !known.has(text) && inGerman(text) === text);

    expect(missing).toEqual([]);
  });

  it('has it in the cards and pages of HubSpot too, where they can show it', () => {
    expect(spoken.filter(({ file, text }) => !ON_PAGES_ONLY.test(file) && sayInCard('de', text) === text)).toEqual([]);
  });

  it('says it without English words left over', () => {
    expect([...spoken.map(({ text }) => text), ...COMPOSED].map(inGerman).filter((german) => ENGLISH.test(german))).toEqual([]);
  });

  it('keeps names as they are, also those that look like words of ours, and writes numbers as Germans do', () => {
    expect(inGerman('“number” was text and is number now')).toBe('“number” was text and is number now');
    expect(inGerman('This template no longer fits its table: “number” was text and is number now; “text” is no longer there.'))
      .toBe('Diese Vorlage passt nicht mehr zu ihrer Tabelle: „number“ war Text und ist jetzt Zahl; „text“ gibt es nicht mehr.');
    expect(inGerman('Exports of more than 1,000,000 rows have to be approved.')).toBe('Exporte von mehr als 1.000.000 Zeilen müssen freigegeben werden.');
    expect(inGerman('Ask a HubSpot admin to connect Siderail again: https://x.example/oauth/install?portalId=1')).toMatch(/neu zu verbinden: https:\/\/x\.example\/oauth\/install\?portalId=1$/);
    expect(inGerman('The pump is dry.')).toBe('The pump is dry.');
    expect(sayIn('en', 'A refusal needs a reason.')).toBe('A refusal needs a reason.');
  });

  it('quotes what HubSpot said where nobody has words of ours for it', () => {
    expect(inGerman('HubSpot refused it: Email address nobody is invalid')).toBe('HubSpot hat es abgelehnt: „nobody“ ist keine gültige E-Mail-Adresse');
    expect(inGerman('HubSpot refused it: Pipeline is locked.')).toBe('HubSpot hat es abgelehnt, mit den Worten „Pipeline is locked.“');
  });
});

describe('a note of a certificate', () => {
  const facts = [
    { format: 'csv', encoding: 'utf-8', delimiter: ',', lineEnd: 'CRLF' }, { format: 'jsonl', encoding: 'utf-8', lineEnd: 'LF' }, { format: 'parquet', codec: 'snappy', dateTimes: 'UTC', columns: [] },
    { format: 'xlsx', encoding: 'utf-8', dateTimes: 'UTC', sheets: [{ name: 'Orders', table: 1, rows: 1_048_575 }, { name: 'Orders (2)', table: 1, rows: 7 }] },
  ] as const;

  it('is said in German on the page of the file, one and many', () => {
    const notes = [1, 12_000].flatMap((many) => facts.flatMap((file) => describeCells(file, { neutralised: many, cut: many, cutPlaces: [{ row: 3, column: 'Note', length: 40_000 }], replaced: many, keptAsText: many })));
    for (const stopped of ['failed', 'cancelled'] as const) {
      for (const parts of [1, 4]) notes.push(describePartial({ stopped, rowsExpected: parts === 1 ? null : 3_000, sheets: [{ title: 'Orders', partsFinished: 1, parts, rowsRead: 1_200 }] }, 1_200));
    }
    const sheet = { columns: [{ key: 'a', title: 'Amount', type: 'text' }, { key: 'b', title: 'Stage', type: 'text' }], role: { kind: 'table' } } as never;
    const changes = [{ column: 'a', change: 'was removed in HubSpot while the export ran; rows that were read after that have nothing there' }, { column: 'b', change: 'was changed from text to number in HubSpot while the export ran; its values stand as HubSpot gave them' }];
    notes.push(...columnProblems(sheet, [], changes).map(({ sentence }) => sentence));

    expect(notes.length).toBeGreaterThan(20);
    expect(notes.filter((note) => inGerman(note) === note)).toEqual([]);
    expect(notes.map(inGerman).filter((german) => ENGLISH.test(german))).toEqual([]);
    expect(notes.map(inGerman)).toContain('Dies ist nur ein Teil der Tabelle: Der Export ist nach 1.200 von 3.000 Zeilen fehlgeschlagen. Überall können Zeilen fehlen: 1 von 4 Teilen wurden bis zum Ende gelesen.');
  });
});
