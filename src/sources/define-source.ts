import type { z } from 'zod';
import type { Capabilities, Cell, Choice, Column, Filter, RecordRef, Row, Sort } from '#contract';
import type { LineDialect } from '../core/csv/line-dialect.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import type { MatchField } from '../core/match/index.ts';

/**
 * What every source gets for one call. `recordProperty` reads a property of the record the card stands on
 * (a company's domain, say), so that a source can find the rows that belong to it without knowing HubSpot.
 */
export type SourceContext<Config> = {
  readonly portalId: PortalId;
  readonly config: Config;
  /**
   * Aborts when the person's deadline passes or the job is cancelled, and when the reading that a call belongs to is
   * over: parts read under one signal may share what costs to get. Every await on the outside must honour it.
   */
  readonly signal: AbortSignal;
  /** Aborts when the reader wants to stop at a checkpoint: the batch that is being read should end where it is. */
  readonly hurry?: AbortSignal;
  /** Said when something came from the other side that makes no whole batch yet: a reader that hears nothing for minutes gives up. */
  readonly heard?: () => void;
  /** `person`: somebody is waiting. `background`: a job. Budgets keep a share for people. */
  readonly lane: 'person' | 'background';
  /** What the calls that this leads to are counted under. */
  readonly purpose?: { readonly area: 'views' | 'exports' | 'actions' | 'installs' | 'other'; readonly jobId?: string };
  readonly now: () => number;
  /** Somebody wants tables, columns and choices as they are now: what is remembered of them does not count. */
  readonly anew?: true;
  readonly recordProperty: (record: RecordRef, property: string) => Promise<string | null>;
  /** What people decided about a record and the rows of a partner; absent: nobody could. */
  readonly recordLink?: (record: RecordRef, partnerId: string) => Promise<RecordLink>;
  /** The same of many records of one type, by their ids; those nobody decided about are missing. */
  readonly recordLinks?: (objectTypeId: string, recordIds: readonly string[], partnerId: string) => Promise<ReadonlyMap<string, RecordLink>>;
};

/** `key`: the partner's row that the record is linked to, which then counts instead of any property. `refused`: rows that are not the same. */
export type RecordLink = { readonly key: string | null; readonly refused: readonly string[] };

/** What the rows of a table belong to in the other system, a customer say: what a HubSpot record is linked to. */
export type Partner = {
  /** The same for every table of the connection that hangs on it. */
  readonly id: string;
  readonly title: string;
  /** The column each field is read from; fields the other system does not have are absent. */
  readonly fields: Readonly<Partial<Record<MatchField, string>>>;
  /** One HubSpot record per key: both sides mean the same company or person. */
  readonly exclusive: boolean;
  /** Whether its key is another thing than what the rule compares: only then does keeping the key outlive a change of that. */
  readonly byId: boolean;
  /** The HubSpot property that holds the other system's id, where there is one. */
  readonly idProperty: string | null;
  /** Key of this connection's table whose rows are the partners; null: none shows them. */
  readonly table: string | null;
};

/** A partner's row. Fields it does not have are null; long ones are cut. */
export type PartnerRow = { readonly key: string } & Readonly<Record<MatchField, string | null>>;

/** A text to look for in a field, in lower case, and how much finding it says. */
export type MatchTerm = { readonly field: MatchField; readonly contains: string; readonly weight: number };

/** `rule`: the rows the record's properties lead to. `terms`: those that hold most of the terms, of a bounded number of rows. */
export type PartnerSearch = { readonly by: 'keys'; readonly keys: readonly string[] } | { readonly by: 'rule' } | { readonly by: 'terms'; readonly terms: readonly MatchTerm[] };

/** `looked`: how many rows were compared; `complete`: there were no more. Time or the bound may have ended it. */
export type PartnerRows = { readonly rows: readonly PartnerRow[]; readonly looked: number; readonly complete: boolean };

/** A table as the source describes it; the feature adds the connection to its key. */
export type SourceTable = {
  readonly key: string;
  readonly title: string;
  /** `record`: the rows that belong to one record. `portal`: all. `related`: rows that hang on the rows of another table; only `relatedRows` reads it. */
  readonly scope: 'record' | 'portal' | 'related';
  readonly columns: readonly Column[];
  readonly defaultColumns: readonly string[];
  readonly capabilities: Capabilities;
  /** The column whose cell is the row's key, where there is one. */
  readonly keyColumn?: string;
  /** The column that holds the id of a row's HubSpot owner, where there is one; it can be filtered by `eq`. */
  readonly ownerColumn?: string;
  /**
   * Of a `related` table: the types of HubSpot records whose rows, of another source, its rows can hang on, and which
   * properties of them decide about that.
   */
  readonly hangsOn?: readonly { readonly objectTypeId: string; readonly properties: readonly string[] }[];
  /** Keys of `related` tables whose rows hang on this one's. Needs `keyColumn`. */
  readonly related?: readonly string[];
  /** What its rows belong to, where a record can be linked to that. */
  readonly partner?: Partner;
  /** What in the connection's settings decides which rows and cells it has, as one short text: by another one a cursor or a row's key of before means another row. Absent: nobody can change it. */
  readonly shape?: string;
};

/** A query whose table, columns, filters and sort were already checked against `SourceTable`. */
export type SourceQuery = {
  readonly table: SourceTable;
  /** Null only for a `portal` table read by a job. */
  readonly record: RecordRef | null;
  /** Column keys, at least one, in the order the cells must have. */
  readonly columns: readonly string[];
  readonly filters: readonly Filter[];
  readonly sort: Sort | null;
  /** Only the rows with these keys, each once; counted, planned and read, never paged. For tables whose rows are HubSpot's records. */
  readonly keys?: readonly string[];
};

export type SourcePage = { readonly rows: readonly Row[]; readonly next: string | null };

/** Why a row that the source holds is not in the file. */
export type Skipped = { readonly key: string; readonly reason: string };

/** A column that the source did not give out for some rows; their cells are empty. */
export type UnreadableColumn = { readonly column: string; readonly reason: string };

/** What became of a column between the query and the end of the read, one sentence. */
export type ColumnChange = { readonly column: string; readonly change: string };

/**
 * A stretch of rows of one part, in file order. `cursor` is where the next batch of this part begins: a read that
 * is given it back continues right behind this batch, with no row twice and none left out.
 */
export type SourceBatch = {
  readonly rows: readonly (readonly Cell[])[];
  readonly cursor: string;
  readonly skipped: readonly Skipped[];
  /** Rows the upstream delivered for this batch: written + skipped + those the filter left out. */
  readonly upstream: number;
  /** Calls or queries made for it. */
  readonly calls: number;
  /** Columns that are empty here because the source refused them. */
  readonly unreadable?: readonly UnreadableColumn[];
  /** When the consistent snapshot was taken that these rows were read in, ISO; absent: none. */
  readonly snapshot?: string;
  /**
   * Every row the upstream delivered for this batch, in order, those in `rows` as `written`. Keys are decimal numbers that
   * ascend over all batches of all parts that have them. Only in a plan with `recheck`, where rows may be replaced later.
   */
  readonly keys?: readonly { readonly key: string; readonly written: boolean }[];
};

/** Rows as they are now, by ascending key; `cells` null: the filter leaves it out. */
export type RecheckBatch = {
  readonly rows: readonly { readonly key: string; readonly cells: readonly Cell[] | null }[];
  readonly cursor: string;
  readonly calls: number;
  readonly unreadable?: readonly UnreadableColumn[];
};

/**
 * A stretch of rows as lines of text, for sources that can hand rows over without looking at each (`COPY`). `body` is
 * read to its end before the next stretch is asked for; `summary` is complete from then on.
 */
export type SourceLines = {
  readonly body: AsyncIterable<Uint8Array>;
  readonly summary: () => Omit<SourceBatch, 'rows' | 'keys'> & {
    readonly rows: number;
    readonly neutralised: number;
    readonly replaced: number;
    /** A batch's keys, with what was changed in each row. */
    readonly keys?: readonly { readonly key: string; readonly written: boolean; readonly neutralised: number; readonly replaced: number }[];
  };
};

/**
 * How a whole table will be read. Parts are independent and may be read at the same time; the file holds them in
 * this order. A plan is stored with the job and never made again on a resume.
 */
export type ReadPlan = {
  readonly strategy: string;
  /** Why this strategy, one sentence; it goes into the certificate. */
  readonly why: string;
  readonly parts: readonly string[];
  /** How many parts may be read at once. */
  readonly concurrency: number;
  /** Rows expected, null when unknown; drives progress only. */
  readonly expectedRows: number | null;
  /** Rules for rows that change during the read, one sentence; it goes into the certificate. */
  readonly consistency: string;
  /**
   * Where some rows may have come as they were before the export began: what `recheck` is given when all parts are read, and
   * not before `notBefore`, epoch milliseconds.
   */
  readonly recheck?: { readonly of: string; readonly notBefore: number } | undefined;
};

/** A row of another table, on which others may hang; `cell` gives the text of one of its columns. */
export type ParentRow = { readonly key: string; readonly cell: (column: string) => Cell };

/** The table of these rows, and the type of HubSpot records they are; null: none. */
export type ParentTable = { readonly table: SourceTable; readonly objectTypeId: string | null };

/** What hangs on some rows of another table. Every pair the source named is in `rows` or in `skipped`, or the filter left it out. */
export type RelatedRows = {
  /** This is about so many of the rows asked for, the first ones; absent: all. The others are to be asked for again. */
  readonly done?: number;
  /** Pairs that the filter left out. */
  readonly leftOut?: number;
  /** In the order of the rows asked for; a row that hangs on two of them comes twice. */
  readonly rows: readonly { readonly parentKey: string; readonly labels: readonly string[]; readonly cells: readonly Cell[] }[];
  readonly skipped: readonly Skipped[];
  readonly unreadable?: readonly UnreadableColumn[];
  readonly calls: number;
};

/** A table of a database, as somebody who sets up a connection chooses from. */
export type OfferedTable = {
  readonly schema: string;
  readonly table: string;
  /** The columns that may be read; empty: none may. */
  readonly columns: readonly string[];
  /** Those of them that can be the row key: never empty and unique on their own. */
  readonly keys: readonly string[];
  /** Whether the user could also change rows, which we never need. */
  readonly writable: boolean;
};

/** A kind of place tables come from. Errors are AppErrors: source.*, hubspot.*, table.unknown, column.unknown. */
export type Source<Config> = {
  readonly key: string;
  readonly title: string;
  /** Parses the connection's stored settings. */
  readonly config: z.ZodType<Config>;
  /** The tables for this record, record-scoped and portal-wide. `record` null: portal-wide ones only. */
  tables(context: SourceContext<Config>, record: RecordRef | null): Promise<readonly SourceTable[]>;
  /** What the place has, for whoever sets up the connection; `config` need not name a table that exists. */
  offers?(context: SourceContext<Config>): Promise<readonly OfferedTable[]>;
  /** One page. `cursor` null: the first. Cursors are the source's own and opaque to others. */
  page(context: SourceContext<Config>, query: SourceQuery, options: { readonly cursor: string | null; readonly size: number }): Promise<SourcePage>;
  /** Rows of the whole filtered table; null when it cannot say. */
  count(context: SourceContext<Config>, query: SourceQuery): Promise<number | null>;
  /** Sums of the number and money columns among `query.columns`; null when it cannot say. */
  totals(context: SourceContext<Config>, query: SourceQuery): Promise<Readonly<Record<string, string>> | null>;
  /** What a column with `choices: 'labels'` can hold, in the order people know. For sources that have such columns. */
  choices?(context: SourceContext<Config>, table: SourceTable, column: string): Promise<readonly Choice[]>;
  /** The rows with these keys, in any order; missing ones are left out. A table with an `ownerColumn` gives only those that meet the filters, for one may be the person's right. */
  rows(context: SourceContext<Config>, query: SourceQuery, keys: readonly string[]): Promise<readonly Row[]>;
  /** The same of rows that were deleted, with their last values; only those that meet the filters. For sources that still have them. */
  deletedRows?(context: SourceContext<Config>, query: SourceQuery, keys: readonly string[]): Promise<readonly Row[]>;
  /** What a read that gives `rows` rows will cost, before the click; a source that reads more for a filter counts that too. */
  estimate(context: SourceContext<Config>, query: SourceQuery, rows: number): { readonly seconds: number; readonly apiCalls: number };
  plan(context: SourceContext<Config>, query: SourceQuery): Promise<ReadPlan>;
  /** Reads one part from `cursor` (null: from its start) to its end. Rows of a part always come in the same order. */
  read(context: SourceContext<Config>, query: SourceQuery, part: string, cursor: string | null): AsyncIterable<SourceBatch>;
  /** The rows that may have come older than the export's begin, read once more, from `cursor` on. For sources whose plans ask for it. */
  recheck?(context: SourceContext<Config>, query: SourceQuery, of: string, cursor: string | null): AsyncIterable<RecheckBatch>;
  /**
   * Asked when all rows are read: the columns that are no longer there, or hold another type. For sources that leave a
   * missing column empty without a word. Throws `source.changed` when a filter's column is gone.
   */
  columnChanges?(context: SourceContext<Config>, query: SourceQuery): Promise<readonly ColumnChange[]>;
  /** The rows of a `related` table that meet the filters and hang on these rows, every page of each. For sources that list such tables. */
  relatedRows?(context: SourceContext<Config>, query: SourceQuery, parent: ParentTable, rows: readonly ParentRow[]): Promise<RelatedRows>;
  /** Rows of the partner of a `record` table, at most 50 and never read whole. For sources that list partners. */
  partners?(context: SourceContext<Config>, query: SourceQuery, search: PartnerSearch): Promise<PartnerRows>;
  /** The object type of HubSpot whose records are this table's rows, so that HubSpot's events tell when it changed. */
  watchedType?(table: string): string | null;
  /** The same part as lines, in the same order and with the same cursors; null when this query can only be read as cells. */
  lines?(context: SourceContext<Config>, query: SourceQuery, part: string, cursor: string | null, dialect: LineDialect): AsyncIterable<SourceLines> | null;
};

/** Declares a source; the registry lists it. */
export function defineSource<Config>(source: Source<Config>): Source<Config> {
  return source;
}
