import { basename, join, resolve, sep, win32 } from 'node:path';
import { validateHeaderValue } from 'node:http';
import { expect, it } from 'vitest';
import { contentDisposition } from '../../server/content-disposition.ts';
import { fileName } from '../../src/exports/file-name.ts';
import { entryNames } from '../../src/exports/formats/compression/entry-names.ts';
import { HOSTILE_NAMES } from './hostile-names.ts';

const AT = Date.UTC(2026, 10, 22);
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

it('500 hostile table names become plain file names that stay in their folder, on every system (T48)', () => {
  expect(new Set(HOSTILE_NAMES).size).toBeGreaterThan(400);
  for (const title of HOSTILE_NAMES) {
    for (const name of [fileName(title, AT, 'csv.gz'), ...entryNames([title, title], 'csv')]) {
      expect(name, JSON.stringify(title)).toMatch(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,80})\.csv(\.gz)?$/);
      expect(name).not.toMatch(DEVICE);
      expect([basename(name), win32.basename(name)]).toEqual([name, name]);
      expect(resolve(join('/store/root', name)).startsWith(`/store/root${sep}`)).toBe(true);
    }
  }
});

it('500 hostile names make one header that says attachment and one plain name (T48)', () => {
  for (const title of HOSTILE_NAMES) {
    const name = fileName(title, AT, 'csv');

    const header = contentDisposition(name);

    expect(() => validateHeaderValue('Content-Disposition', header)).not.toThrow();
    // RFC 6266: type, then one quoted-string without escapes.
    expect(/^attachment; filename="([A-Za-z0-9.-]+)"$/.exec(header)?.[1], JSON.stringify(title)).toBe(name);
  }
});

it('a name that was not made by us never gets into the header: it is refused, whatever the database says (T48)', () => {
  for (const name of HOSTILE_NAMES.filter((title) => !/^[A-Za-z0-9][A-Za-z0-9.-]{0,119}$/.test(title))) {
    expect(() => contentDisposition(name), JSON.stringify(name)).toThrow('not a name of ours');
  }
});
