import { sheetName } from './sheet-name.ts';

/** Gives each sheet of a workbook a name of its own: the title, or the title with the first number that is free. */
export function createSheetNames(): (title: string) => string {
  const taken = new Set<string>();
  return (title) => {
    for (let number = 1; ; number += 1) {
      const name = sheetName(title, number);
      // Excel takes "orders" and "ORDERS" for the same; wider than its own rule, because a name too many makes it refuse the file.
      const key = name.normalize('NFKC').toUpperCase().toLowerCase();
      if (taken.has(key)) continue;
      taken.add(key);
      return name;
    }
  };
}
