import { createHash } from 'node:crypto';
import { parse } from 'csv-parse';
import pg from 'pg';

export type FileFacts = { readonly rows: number; readonly bytes: number; readonly sha256: string };
/** The source asked directly: `sql` gives the rows behind key $1 in key order, at most $2, key first, every cell as text. */
export type Origin = { readonly url: string; readonly sql: string };

const PAGE = 5_000;

/**
 * Reads the file as it arrives, with another CSV reader than the writer's twin, and compares it cell by cell with what
 * the source itself says: every row, in order, none missing, none too many. Throws at the first difference.
 */
export async function checkFile(body: AsyncIterable<Uint8Array>, origin: Origin): Promise<FileFacts> {
  const hash = createHash('sha256');
  let bytes = 0;
  let rows = 0;
  const client = new pg.Client({ connectionString: origin.url });
  await client.connect();
  try {
    const wanted = rowsOf(client, origin.sql);
    const reader = parse({ bom: true, from_line: 2 });
    const feeding = feed();
    for await (const row of reader as AsyncIterable<string[]>) {
      compare(row, (await wanted.next()).value, rows);
      rows += 1;
    }
    await feeding;
    if ((await wanted.next()).done !== true) throw new Error(`the file ends after ${rows} rows, the source has more`);
    return { rows, bytes, sha256: hash.digest('hex') };

    async function feed(): Promise<void> {
      for await (const piece of body) {
        hash.update(piece);
        bytes += piece.byteLength;
        if (!reader.write(piece)) await new Promise((resolve) => reader.once('drain', resolve));
      }
      reader.end();
    }
  } finally {
    await client.end();
  }
}

async function* rowsOf(client: pg.Client, sql: string): AsyncGenerator<(string | null)[], undefined> {
  for (let last = '0'; ; ) {
    const page = await client.query<(string | null)[]>({ text: sql, values: [last, PAGE], rowMode: 'array' });
    yield* page.rows;
    const end = page.rows.at(-1)?.[0];
    if (end === undefined || end === null) return undefined;
    last = end;
  }
}

function compare(row: readonly string[], wanted: readonly (string | null)[] | undefined, at: number): void {
  if (wanted === undefined) throw new Error(`row ${at + 1} of the file is not in the source`);
  for (const [index, value] of wanted.entries()) {
    const text = value ?? '';
    // An apostrophe in front is how the file keeps a spreadsheet from running a text.
    if (row[index] !== text && row[index] !== `'${text}`) {
      throw new Error(`row ${at + 1}, column ${index + 1}: the file has ${JSON.stringify(row[index])}, the source ${JSON.stringify(text)}`);
    }
  }
}
