import type { RecordRef } from '#contract';
import { toAppError } from '../../core/errors/index.ts';
import type { Partner, SourceTable } from '../define-source.ts';
import type { Catalogue } from './catalogue.ts';
import { mapTable } from './map-table.ts';
import type { MappedTable } from './mapped-table.ts';
import type { MysqlConfig } from './mysql-config.ts';
import { partnerOf } from './partner-of.ts';

const SHOWN_BY_DEFAULT = 8;

/**
 * The tables a record of this type has, those that may be read whole, and those whose rows hang on records. A table that no
 * longer fits the database is left out; when none fits, the first one's error is thrown.
 */
export function listTables(config: MysqlConfig, catalogue: Catalogue, record: RecordRef | null): SourceTable[] {
  const tables: SourceTable[] = [];
  const problems: unknown[] = [];
  for (const settings of config.tables) {
    const linked = record !== null && settings.links.some((link) => link.objectTypeId === record.objectTypeId);
    try {
      const table = mapTable(catalogue, settings);
      if (linked) tables.push(describe(table, 'record', partnerOf(config, catalogue, settings, record.objectTypeId)?.partner));
      if (settings.portal) tables.push(describe(table, 'portal'));
      if (record !== null && settings.links.length > 0) tables.push(describe(table, 'related'));
    } catch (error) {
      problems.push(error);
    }
  }
  if (problems.length === config.tables.length) throw toAppError(problems[0]);
  return tables;
}

function describe(table: MappedTable, scope: SourceTable['scope'], partner?: Partner): SourceTable {
  const columns = [...table.columns.values()].map((column) => column.shown);
  const keys = columns.map((column) => column.key);
  const chosen = (table.settings.defaultColumns ?? []).filter((key) => table.columns.has(key));
  return {
    key: table.settings.key,
    title: table.settings.title,
    scope,
    columns,
    defaultColumns: chosen.length > 0 ? chosen : keys.slice(0, SHOWN_BY_DEFAULT),
    capabilities: { count: true, sort: true, filter: true, totals: true, export: true },
    ...(table.columns.has(table.settings.rowKey) ? { keyColumn: table.settings.rowKey } : {}),
    ...(partner === undefined ? {} : { partner }),
    ...(scope === 'related' ? { hangsOn: hangsOn(table) } : {}),
  };
}

function hangsOn({ settings: { links } }: MappedTable): NonNullable<SourceTable['hangsOn']> {
  const byType = Map.groupBy(links, ({ objectTypeId }) => objectTypeId);
  return [...byType].map(([objectTypeId, own]) => ({ objectTypeId, properties: [...new Set(own.map(({ property }) => property))] }));
}
