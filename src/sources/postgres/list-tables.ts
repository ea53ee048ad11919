import type { RecordRef } from '#contract';
import { listConfigured } from '../database/list-configured.ts';
import type { SourceTable } from '../define-source.ts';
import type { Catalogue } from './catalogue.ts';
import { mapTable } from './map-table.ts';
import { partnerOf } from './partner-of.ts';
import type { PostgresConfig } from './postgres-config.ts';

/** The configured tables as they are in the database now. */
export function listTables(config: PostgresConfig, catalogue: Catalogue, record: RecordRef | null): SourceTable[] {
  return listConfigured(config.tables, record, {
    map: (settings) => mapTable(catalogue, settings),
    partner: (settings, objectTypeId) => partnerOf(config, catalogue, settings, objectTypeId)?.partner,
  });
}
