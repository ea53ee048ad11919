import type { StoredSheet } from '../exports.store.ts';

/** A sheet of a repair: of which sheet of the first export, read for what is itself left out of it (`own`), or only because others hang on it. */
export type SheetToRepair = { readonly from: StoredSheet; readonly role: StoredSheet['role']; readonly own: boolean };

/**
 * The sheets that read again what was left out of these tables. A row of the first table that was left out left out all that hangs
 * on it too; so the tables that hang on it are read as well, behind a sheet that is only there for their sake.
 */
export function sheetsToRepair(sheets: readonly StoredSheet[], leftOut: ReadonlySet<number>): SheetToRepair[] {
  const hanging = sheets.filter(({ sheet, role }) => 'of' in role && (leftOut.has(sheet) || leftOut.has(role.of)));
  const parents = sheets.filter(({ sheet }) => hanging.some(({ role }) => 'of' in role && role.of === sheet));
  const alone = sheets.filter(({ sheet, role }) => role.kind === 'table' && leftOut.has(sheet));
  const made: SheetToRepair[] = [
    ...alone.map((from): SheetToRepair => ({ from, role: { kind: 'table' }, own: true })),
    ...parents.map((from): SheetToRepair => ({ from, role: { kind: 'parent' }, own: leftOut.has(from.sheet) })),
  ];
  const placeOf = (sheet: number): number => made.findIndex(({ from, role }) => from.sheet === sheet && role.kind === 'parent');
  return [...made, ...hanging.map((from): SheetToRepair => ({ from, role: 'of' in from.role ? { ...from.role, of: placeOf(from.role.of) } : from.role, own: leftOut.has(from.sheet) }))];
}
