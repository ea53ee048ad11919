import { findPartner } from '../database/find-partner.ts';
import type { Found } from '../database/find-partner.ts';
import type { Catalogue, CatalogueColumn, CatalogueTable } from './catalogue.ts';
import type { LinkSettings, MysqlConfig, TableSettings } from './mysql-config.ts';

export type FoundPartner = Found<LinkSettings, CatalogueTable, CatalogueColumn>;

const TEXT: readonly CatalogueColumn['kind'][] = ['text', 'enum'];
const ID: readonly CatalogueColumn['kind'][] = [...TEXT, 'integer', 'unsigned', 'uuid'];

/** What the rows of this table belong to for records of this type. */
export function partnerOf(config: MysqlConfig, catalogue: Catalogue, settings: TableSettings, objectTypeId: string): FoundPartner | null {
  return findPartner<LinkSettings, CatalogueColumn, CatalogueTable>(config.tables, settings, objectTypeId, {
    find: (schema, name) => catalogue.find(schema, name),
    isText: ({ kind }) => TEXT.includes(kind),
    isId: ({ kind }) => ID.includes(kind),
  });
}
