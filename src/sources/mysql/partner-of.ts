import { fieldOfProperty, partnerFields, partnerTitle } from '../../core/match/index.ts';
import type { Partner } from '../define-source.ts';
import type { Catalogue, CatalogueColumn, CatalogueTable } from './catalogue.ts';
import type { LinkSettings, MysqlConfig, TableSettings } from './mysql-config.ts';

/** A table's partner in the catalogue: `table` holds its rows, `key` is what the link's own column equals, `match` what the rule compares. */
export type FoundPartner = { readonly partner: Partner; readonly link: LinkSettings; readonly table: CatalogueTable; readonly key: CatalogueColumn; readonly match: CatalogueColumn };

const TEXT: readonly CatalogueColumn['kind'][] = ['text', 'enum'];
const ID: readonly CatalogueColumn['kind'][] = [...TEXT, 'integer', 'unsigned', 'uuid'];

/** What the rows of this table belong to for records of this type: the rows another table links through, or the values of the linked column. */
export function partnerOf(config: MysqlConfig, catalogue: Catalogue, settings: TableSettings, objectTypeId: string): FoundPartner | null {
  const links = settings.links.filter((link) => link.objectTypeId === objectTypeId);
  const link = links.find(({ through }) => through !== undefined) ?? links[0];
  if (link === undefined) return null;
  const place = link.through ?? { schema: settings.schema, table: settings.table, key: link.column, match: link.column };
  const table = catalogue.find(place.schema, place.table);
  const key = table?.columns.get(place.key);
  const match = table?.columns.get(place.match);
  if (table === null || key === undefined || match === undefined) return null;

  const shown = config.tables.find((one) => one.table === place.table && catalogue.find(one.schema, one.table) === table);
  const linked = fieldOfProperty(link.property, link.take);
  const columns = [...table.columns.values()].map(({ name, kind }) => ({ name, isText: TEXT.includes(kind), isId: ID.includes(kind) }));
  const partner: Partner = {
    id: `${table.schema}.${table.name}.${key.name}`,
    title: link.through === undefined ? partnerTitle(link.column) : shown?.title ?? partnerTitle(place.table),
    fields: { ...partnerFields(columns, shown?.columns?.map(({ column }) => column), link.through !== undefined), [linked]: match.name },
    exclusive: link.take === 'value' && (objectTypeId === '0-1' || objectTypeId === '0-2'),
    byId: link.through !== undefined && link.through.key !== link.through.match,
    idProperty: link.idProperty ?? (linked === 'externalId' ? link.property : null),
    table: shown?.key ?? null,
  };
  return { partner, link, table, key, match };
}
