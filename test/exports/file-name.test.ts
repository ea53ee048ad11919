import { expect, it } from 'vitest';
import { fileName } from '../../src/exports/file-name.ts';

const AT = Date.UTC(2026, 10, 22);

it('names the file after its table and day', () => {
  expect(fileName('Orders', AT, 'csv')).toBe('Orders-2026-11-22.csv');
  expect(fileName('Überfällige Rechnungen', AT, 'csv')).toBe('Uberfallige-Rechnungen-2026-11-22.csv');
});

it('turns a hostile name into a harmless one (T48)', () => {
  for (const name of ['../../etc/passwd', '..\\..\\x', 'a\r\nSet-Cookie: b', 'x"; filename="y', '\u202Egnp.exe', '', '...', '/', 'a'.repeat(500)]) {
    expect(fileName(name, AT, 'csv')).toMatch(/^[A-Za-z0-9-]{1,60}-2026-11-22\.csv$/);
  }
});
