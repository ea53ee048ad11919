import { z } from 'zod';
import { ActionSummary } from './action.ts';
import { SpokenLanguage } from './reader.ts';
import { RecordRef } from './record-ref.ts';
import { RelatedTable, Table } from './table.ts';

/** POST /ui/list-tables: the tables and quick actions of one record. */
export const ListTablesRequest = z.strictObject({
  record: RecordRef,
  /** Of the actions' titles and questions; English without. */
  language: SpokenLanguage.optional(),
  /** Tables, columns and what choices are called are asked for anew, instead of what is remembered of them for some minutes. */
  anew: z.boolean().optional(),
});
export type ListTablesRequest = z.infer<typeof ListTablesRequest>;

/** A connection that could not say what it holds right now; its tables are missing from the list and the card says so. Under the title Siderail: what the account's rules do not show this person. */
export const SourceProblem = z.strictObject({ sourceTitle: z.string(), message: z.string(), fix: z.string() });
export type SourceProblem = z.infer<typeof SourceProblem>;

export const ListTablesResponse = z.strictObject({
  tables: z.array(Table),
  related: z.array(RelatedTable),
  actions: z.array(ActionSummary),
  problems: z.array(SourceProblem),
});
export type ListTablesResponse = z.infer<typeof ListTablesResponse>;
