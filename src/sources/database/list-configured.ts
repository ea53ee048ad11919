import type { Column, RecordRef } from '#contract';
import { toAppError } from '../../core/errors/index.ts';
import type { Partner, SourceTable } from '../define-source.ts';
import { shapeOf } from './shape-of.ts';
import type { ShapeSettings } from './shape-of.ts';

/** What every database's settings say of a table. */
type Settings = ShapeSettings & {
  readonly key: string;
  readonly title: string;
  readonly portal: boolean;
  readonly defaultColumns?: readonly string[] | undefined;
};
type Mapped = { readonly columns: ReadonlyMap<string, { readonly shown: Column }> };
type Known<Own> = {
  /** The table in the database. Throws when they do not fit. */
  readonly map: (settings: Own) => Mapped;
  readonly partner: (settings: Own, objectTypeId: string) => Partner | undefined;
};

const SHOWN_BY_DEFAULT = 8;

/**
 * The tables a record of this type has, those that may be read whole, and those whose rows hang on records. A table that no
 * longer fits the database is left out; when none fits, the first one's error is thrown.
 */
export function listConfigured<Own extends Settings>(configured: readonly Own[], record: RecordRef | null, { map, partner }: Known<Own>): SourceTable[] {
  const tables: SourceTable[] = [];
  const problems: unknown[] = [];
  for (const settings of configured) {
    const linked = record !== null && settings.links.some((link) => link.objectTypeId === record.objectTypeId);
    try {
      const table = map(settings);
      if (linked) tables.push(describe(settings, table, 'record', partner(settings, record.objectTypeId)));
      if (settings.portal) tables.push(describe(settings, table, 'portal'));
      if (record !== null && settings.links.length > 0) tables.push(describe(settings, table, 'related'));
    } catch (error) {
      problems.push(error);
    }
  }
  if (problems.length === configured.length) throw toAppError(problems[0]);
  return tables;
}

function describe(settings: Settings, table: Mapped, scope: SourceTable['scope'], partner?: Partner): SourceTable {
  const columns = [...table.columns.values()].map((column) => column.shown);
  const keys = columns.map((column) => column.key);
  const chosen = (settings.defaultColumns ?? []).filter((key) => table.columns.has(key));
  return {
    key: settings.key,
    title: settings.title,
    scope,
    columns,
    defaultColumns: chosen.length > 0 ? chosen : keys.slice(0, SHOWN_BY_DEFAULT),
    capabilities: { count: true, sort: true, filter: true, totals: true, export: true },
    shape: shapeOf(settings),
    ...(table.columns.has(settings.rowKey) ? { keyColumn: settings.rowKey } : {}),
    ...(partner === undefined ? {} : { partner }),
    ...(scope === 'related' ? { hangsOn: hangsOn(settings) } : {}),
  };
}

function hangsOn({ links }: Settings): NonNullable<SourceTable['hangsOn']> {
  const byType = Map.groupBy(links, ({ objectTypeId }) => objectTypeId);
  return [...byType].map(([objectTypeId, own]) => ({ objectTypeId, properties: [...new Set(own.map(({ property }) => property))] }));
}
