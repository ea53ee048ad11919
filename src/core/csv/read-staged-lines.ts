type Row = (string | null)[];

const QUOTE = 34;
const COMMA = 44;
const LINE_FEED = 10;

/**
 * The rows of staged lines (dialect `staging`) as they come in pieces cut anywhere, a batch for each piece that ends a
 * row. Throws RangeError when a line has another number of fields than `columns`, or the last one is not whole.
 */
export async function* readStagedLines(pieces: AsyncIterable<Uint8Array>, columns: number): AsyncGenerator<Row[], void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  for await (const piece of pieces) {
    const text = rest + decoder.decode(piece, { stream: true });
    const { rows, end } = parseRows(text, columns);
    rest = text.slice(end);
    if (rows.length > 0) yield rows;
  }
  if (rest !== '' || decoder.decode() !== '') throw new RangeError('the last staged line is not whole');
}

/** The whole rows at the start of `text`, and where the first one that is not whole begins. */
function parseRows(text: string, columns: number): { rows: Row[]; end: number } {
  const rows: Row[] = [];
  let row: Row = [];
  let end = 0;
  let at = 0;
  for (;;) {
    const field = nextField(text, at);
    if (field === null) return { rows, end };
    row.push(field.value);
    at = field.end + 1;
    if (text.charCodeAt(field.end) === COMMA) continue;
    if (row.length !== columns) throw new RangeError(`a staged line has ${row.length} fields instead of ${columns}`);
    rows.push(row);
    row = [];
    end = at;
  }
}

/** The field that begins at `from`; `end` is where its comma or line feed stands. Null when that is not in the text yet. */
function nextField(text: string, from: number): { value: string | null; end: number } | null {
  if (text.charCodeAt(from) === QUOTE) return quotedField(text, from + 1);
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === COMMA || code === LINE_FEED) return { value: at === from ? null : text.slice(from, at), end: at };
  }
  return null;
}

function quotedField(text: string, from: number): { value: string; end: number } | null {
  let at = from;
  let doubled = false;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1 || quote + 1 >= text.length) return null;
    const after = text.charCodeAt(quote + 1);
    if (after !== QUOTE) {
      if (after !== COMMA && after !== LINE_FEED) throw new RangeError('a staged field goes on behind its quote');
      const inner = text.slice(from, quote);
      return { value: doubled ? inner.replaceAll('""', '"') : inner, end: quote + 1 };
    }
    doubled = true;
    at = quote + 2;
  }
}
