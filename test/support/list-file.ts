import { deflateRawSync } from 'node:zlib';
import { crc32 } from 'node:zlib';

type Odd = {
  /** The last cell is a formula. */
  readonly formula?: boolean;
  /** A sheet that says it is small and unpacks to so many bytes. */
  readonly bombBytes?: number;
};

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook as spreadsheets save it, its texts in a table of their own, made by hand. */
export function listFile(sheets: Readonly<Record<string, readonly (readonly string[])[]>>, odd: Odd = {}): Blob {
  const names = Object.keys(sheets);
  const shared: string[] = [];
  const cell = (text: string, at: string): string => (text === '' ? '' : `<c r="${at}" t="s"><v>${shared.push(text) - 1}</v></c>`);
  const parts = names.map((name) => {
    const rows = sheets[name]!.map((cells, row) => `<row r="${row + 1}">${cells.map((text, column) => cell(text, `${letters(column)}${row + 1}`)).join('')}${odd.formula === true && row > 0 ? `<c r="ZZ${row + 1}"><f>1+1</f><v>2</v></c>` : ''}</row>`);
    return `<worksheet xmlns="${MAIN}"><sheetData>${rows.join('')}</sheetData>${' '.repeat(odd.bombBytes ?? 0)}</worksheet>`;
  });
  return new Blob([new Uint8Array(zipFile([
    ['xl/workbook.xml', `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${names.map((name, at) => `<sheet name="${escape(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('')}</sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', `<Relationships>${names.map((_, at) => `<Relationship Id="rId${at + 1}" Target="worksheets/sheet${at + 1}.xml"/>`).join('')}</Relationships>`],
    ['xl/sharedStrings.xml', `<sst xmlns="${MAIN}">${shared.map((text) => `<si><r><t xml:space="preserve">${escape(text)}</t></r></si>`).join('')}</sst>`],
    ...parts.map((xml, at): [string, string] => [`xl/worksheets/sheet${at + 1}.xml`, xml]),
  ]))]);
}

function letters(at: number): string {
  return at < 26 ? String.fromCharCode(65 + at) : letters(Math.floor(at / 26) - 1) + letters(at % 26);
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** A ZIP archive of texts by their paths. */
export function zipFile(entries: readonly (readonly [string, string])[]): Buffer {
  const out: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of entries) {
    const bytes = Buffer.from(text);
    const packed = deflateRawSync(bytes);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(8, 4);
    about.writeUInt32LE(crc32(bytes), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(bytes.length, 18);
    about.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    central.push(Buffer.from([0x50, 0x4B, 1, 2, 20, 0]), about, place, Buffer.from(name));
    const local = Buffer.concat([Buffer.from([0x50, 0x4B, 3, 4]), about, Buffer.from(name), packed]);
    offset += local.length;
    out.push(local);
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054B50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...out, directory, end]);
}
