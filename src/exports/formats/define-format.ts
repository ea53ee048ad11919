import type { Cell, Column, ColumnType, ExportFormat, ExportOptions } from '#contract';
import type { LineDialect } from '../../core/csv/line-dialect.ts';
import type { FileFacts } from './file-facts.ts';

/** What happened to cells on their way into the file. None of it changes the number of rows. */
export type CellCounts = {
  /** Text a spreadsheet would run as a formula, kept from running. */
  readonly neutralised: number;
  /** Cells longer than the format can hold, cut behind a visible mark. */
  readonly cut: number;
  /** The first of them: row of data counted from 1, title of the column, length in UTF-16 units. */
  readonly cutPlaces: readonly { readonly row: number; readonly column: string; readonly length: number }[];
  /** Characters the format cannot hold, each written as U+FFFD. */
  readonly replaced: number;
  /** Values of number, date and boolean columns written as text, because the typed cell would show another value. */
  readonly keptAsText: number;
};

/** A file of staged lines on this machine, and the SHA-256 it must have, in hex. */
export type LineFile = { readonly path: string; readonly sha256: string };

/** One table of the file. `rows` and `lines` give its staged rows in file order, each to be read at most once. */
export type RenderSheet = {
  /** What the table is called; names the sheet. */
  readonly title: string;
  readonly columns: readonly Column[];
  /** How the lines are staged: as the format said, or `staging` where another sheet is read from them. */
  readonly dialect: LineDialect;
  /** The cells in the order of `columns`, in batches of any size. Only where the dialect is `staging`. */
  readonly rows: () => AsyncIterable<readonly (readonly Cell[])[]>;
  /** The staged lines as they are, in the format's dialect. */
  readonly lines: () => AsyncIterable<Uint8Array>;
  /** The files of this machine in which these lines stand, one behind the other; null where they are elsewhere. */
  readonly files: readonly LineFile[] | null;
  /** What staging has counted. */
  readonly staged: { readonly rows: number; readonly neutralised: number; readonly replaced: number };
};

export type RenderInput = {
  readonly sheets: readonly RenderSheet[];
  readonly options: ExportOptions;
  /** Ends the render although nobody asks for the next piece just now. */
  readonly signal?: AbortSignal | undefined;
};

export type Rendered = {
  /** The file. To be read once; rows are taken only as fast as it is read. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Complete when `body` has ended; `rows` is what each sheet has got. */
  readonly summary: () => { readonly rows: readonly number[]; readonly cells: CellCounts; readonly facts: FileFacts };
};

/** A kind of file an export can become. The same rows give the same bytes, whatever the batches. */
export type Format = {
  readonly key: ExportFormat;
  readonly title: string;
  /** Without the dot. */
  readonly extension: string;
  readonly contentType: string;
  /** For the estimate: bytes a cell takes in the file, before anything is known of the table. */
  readonly bytesPerCell: Readonly<Record<ColumnType, number>>;
  /** For the estimate: what is left of these bytes where the file is packed as a whole. */
  readonly packedTo?: number;
  /** For the estimate: seconds to render 100,000 rows. */
  readonly renderSeconds: number;
  /** Whether rendering takes a process of its own, with much memory: such files wait for their turn. */
  readonly ownProcess?: true;
  /** Whether a file of this kind holds several tables. */
  readonly manySheets: boolean;
  /** How rows are staged between reading and rendering. */
  readonly dialect: (options: ExportOptions) => LineDialect;
  readonly render: (input: RenderInput) => Rendered;
};

/** Declares a format; all there are stand in format-of.ts. */
export function defineFormat(format: Format): Format {
  return format;
}
