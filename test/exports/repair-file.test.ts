import { describe, expect, it } from 'vitest';
import { readRepairFile, writeRepairFile } from '../../src/exports/index.ts';

describe('the list of left-out rows', () => {
  it('comes back as it went out, whatever a spreadsheet makes of its separators and marks', () => {
    const rows = [{ key: 'A,1', reason: 'it says "no"' }, { key: '=1+1', reason: 'two\nlines' }, { key: '007', reason: 'x' }];
    const file = writeRepairFile(rows);

    expect(file).toContain('"A,1"');
    expect(file).toContain("'=1+1");
    expect(readRepairFile(file)).toEqual(rows.map(({ key }) => ({ key })));
    expect(readRepairFile('Corrected key;Key\r\n8;7\r\n;9\r\n')).toEqual([{ key: '7', corrected: '8' }, { key: '9' }]);
  });

  it.each(['', 'Key', 'Key,Corrected key', `Key,Corrected key\n${'x'.repeat(501)},`, `Key,Corrected key\n${Array.from({ length: 1_001 }, (_, n) => `${n},`).join('\n')}`])('that is no such list is refused (%#)', (text) => {
    expect(() => readRepairFile(text)).toThrow(expect.objectContaining({ code: 'request.invalid' }));
  });
});
