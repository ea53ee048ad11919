/**
 * Names of the columns in the file: the keys, as in JSON Lines. Query engines do not tell upper from lower case, so a
 * name that is taken gets a number; a key that cannot be a name becomes `column_<position>`.
 */
export function columnNames(keys: readonly string[]): string[] {
  const taken = new Set<string>();
  return keys.map((key, at) => {
    const base = key === '' || key.includes('\0') ? `column_${at + 1}` : key.toWellFormed();
    let name = base;
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${base}_${count}`;
    taken.add(name.toLowerCase());
    return name;
  });
}
