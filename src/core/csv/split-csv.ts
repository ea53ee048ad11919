/** The lines of a CSV text with the cells of each, as spreadsheets write them: quoted where needed, any end of line. Lines that hold nothing are left out. */
export function* splitCsv(text: string, delimiter: string): Generator<{ readonly number: number; readonly cells: readonly string[] }, void, undefined> {
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let number = 1;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') { cell += '"'; at += 1; } else quoted = false;
      continue;
    }
    if (char === '"' && cell === '') quoted = true;
    else if (char === delimiter) { cells.push(cell); cell = ''; }
    else if (char === '\n') {
      cells.push(cell);
      if (cells.some((one) => one !== '')) yield { number, cells };
      [cells, cell] = [[], ''];
      number += 1;
    } else if (char !== '\r') cell += char;
  }
  cells.push(cell);
  if (cells.some((one) => one !== '')) yield { number, cells };
}
