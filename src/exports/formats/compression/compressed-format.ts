import type { Format, RenderInput, Rendered } from '../define-format.ts';
import { onlySheet } from '../only-sheet.ts';
import { createZip } from '../zip/create-zip.ts';
import { PIECES_AHEAD } from '../zip/deflate-pieces.ts';
import { entryNames } from './entry-names.ts';
import { fixedPieces } from './fixed-pieces.ts';
import { gzipPieces } from './gzip-pieces.ts';
import { joinSummaries } from './join-summaries.ts';

/** Text of tables: level 1 packs it to a third or less; level 6 saves a fifth of that for three times the processor time. */
const LEVEL = 1;
const PIECE = 512 * 1024;
/** For the estimate. */
const PACKED_TO = 0.3;
const PACK_SECONDS = 0.3;

/** A format whose file is packed: `gzip` one file, `zip` an archive with a file for each table. */
export function compressedFormat(format: Format, as: 'gzip' | 'zip'): Format {
  return {
    ...format,
    extension: `${format.extension}.${as === 'gzip' ? 'gz' : 'zip'}`,
    contentType: `application/${as}`,
    packedTo: PACKED_TO,
    renderSeconds: format.renderSeconds + PACK_SECONDS,
    manySheets: as === 'zip',
    render: (input) => (as === 'gzip' ? renderGzip(format, input) : renderZip(format, input)),
  };
}

function renderGzip(format: Format, input: RenderInput): Rendered {
  const { body, summary } = format.render({ ...input, sheets: [onlySheet(input.sheets)] });
  return {
    body: gzipPieces(cut(body), LEVEL),
    summary() {
      const { facts, ...counted } = summary();
      return { ...counted, facts: { ...facts, packed: { as: 'gzip' } } };
    },
  };
}

function renderZip(format: Format, input: RenderInput): Rendered {
  const names = entryNames(input.sheets.map(({ title }) => title), format.extension);
  const files = input.sheets.map((sheet, at) => ({ name: names[at]!, ...format.render({ ...input, sheets: [sheet] }) }));

  async function* body(): AsyncGenerator<Uint8Array, void, undefined> {
    const zip = createZip({ level: LEVEL });
    for (const file of files) yield* zip.file(file.name, cut(file.body));
    yield zip.end();
  }

  return {
    body: body(),
    summary() {
      const { facts, ...counted } = joinSummaries(files.map((file) => file.summary()));
      return { ...counted, facts: { ...facts, packed: { as: 'zip', files: names.map((name, at) => ({ name, rows: counted.rows[at]! })) } } };
    },
  };
}

function cut(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return fixedPieces(body, PIECE, PIECES_AHEAD + 1);
}
