import { AppError } from '../errors/index.ts';
import { openParts } from './open-parts.ts';
import type { Parts } from './open-parts.ts';
import { parseXml } from './parse-xml.ts';
import { readSheetRows } from './read-sheet-rows.ts';
import type { SheetRow } from './read-sheet-rows.ts';

/** What all texts cost that are kept for the cells that name them, in characters: each has its own, and as much as this besides. */
const MOST_SHARED = 50_000_000;
const EACH_SHARED = 40;

export type WorkbookSheet = { readonly name: string; readonly rows: () => AsyncGenerator<SheetRow, void, undefined> };
/** Its sheets in their order, and the way to let go of it. */
export type Workbook = { readonly sheets: readonly WorkbookSheet[]; readonly close: () => void };
/** `unpackedBytes`: of all parts together. */
export type WorkbookBounds = { readonly unpackedBytes: number; readonly columns: number };

/**
 * Opens a workbook where it lies; its sheets are read in their order, row by row, as text and values; nothing in it is ever run, and a cell with a
 * formula is refused by its name, because what it gives here may not be what was seen. To be closed. Throws request.invalid, request.too_large.
 */
export async function openWorkbook(path: string, bounds: WorkbookBounds): Promise<Workbook> {
  const parts = await openParts(path, bounds.unpackedBytes);
  try {
    return { sheets: await listSheets(parts, bounds), close: parts.close };
  } catch (thrown) {
    parts.close();
    throw thrown;
  }
}

async function listSheets(parts: Parts, bounds: WorkbookBounds): Promise<readonly WorkbookSheet[]> {
  const sheets: { name: string; id: string }[] = [];
  await readPart(parts, 'xl/workbook.xml', (name, attribute) => {
    if (name === 'sheet') sheets.push({ name: attribute('name') ?? '', id: attribute('id') ?? '' });
  });
  const targets = new Map<string, string>();
  await readPart(parts, 'xl/_rels/workbook.xml.rels', (name, attribute) => {
    if (name === 'Relationship') targets.set(attribute('Id') ?? '', attribute('Target') ?? '');
  });
  const shared = parts.has('xl/sharedStrings.xml') ? await readShared(parts) : [];
  return sheets.flatMap(({ name, id }) => {
    const path = pathOf(targets.get(id) ?? '');
    return parts.has(path) ? [{ name, rows: () => readSheetRows(parts.read(path), { name, shared, columns: bounds.columns }) }] : [];
  });
}

/** Targets are said from `xl/`, or from the root. */
function pathOf(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

async function readPart(parts: Parts, path: string, open: (name: string, attribute: (name: string) => string | undefined) => void): Promise<void> {
  for await (const _ of parseXml(parts.read(path), { open })) { /* nothing to take before its end */ }
}

async function readShared(parts: Parts): Promise<string[]> {
  const shared: string[] = [];
  let text: string | null = null;
  let inText = false;
  let spoken = 0;
  let size = 0;
  const told = {
    open(name: string): void {
      if (name === 'si') {
        text = '';
        size += EACH_SHARED;
      }
      if (name === 't') inText = true;
      // How the text is pronounced is no part of it.
      if (name === 'rPh') spoken += 1;
    },
    text(more: string): void {
      if (text === null || !inText || spoken > 0) return;
      size += more.length;
      if (size > MOST_SHARED) throw new AppError('request.too_large');
      text += more;
    },
    close(name: string): void {
      if (name === 't') inText = false;
      if (name === 'rPh') spoken -= 1;
      if (name !== 'si') return;
      shared.push(text ?? '');
      text = null;
    },
  };
  for await (const _ of parseXml(parts.read('xl/sharedStrings.xml'), told)) { /* nothing to take before its end */ }
  return shared;
}
