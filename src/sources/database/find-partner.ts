import { fieldOfProperty, partnerFields, partnerTitle } from '../../core/match/index.ts';
import type { Partner } from '../define-source.ts';
import type { LinkTake } from '../link-value.ts';

type Link = {
  readonly objectTypeId: string;
  readonly property: string;
  readonly take: LinkTake;
  readonly column: string;
  readonly idProperty?: string | undefined;
  readonly through?: { readonly schema?: string | undefined; readonly table: string; readonly key: string; readonly match: string } | undefined;
};
type Settings<Own> = {
  readonly key: string; readonly title: string; readonly schema?: string | undefined; readonly table: string;
  readonly columns?: readonly { readonly column: string }[] | undefined;
  readonly links: readonly Own[];
};
type Column = { readonly name: string };
type Table<Own> = { readonly schema: string; readonly name: string; readonly columns: ReadonlyMap<string, Own> };

/** What a database says of its tables: one and the same table is one object. */
type Known<OwnTable, OwnColumn> = {
  readonly find: (schema: string | undefined, name: string) => OwnTable | null;
  readonly isText: (column: OwnColumn) => boolean;
  readonly isId: (column: OwnColumn) => boolean;
};

/** A table's partner in the catalogue: `table` holds its rows, `key` is what the link's own column equals, `match` what the rule compares. */
export type Found<OwnLink, OwnTable, OwnColumn> = { readonly partner: Partner; readonly link: OwnLink; readonly table: OwnTable; readonly key: OwnColumn; readonly match: OwnColumn };

/** What the rows of this table belong to for records of this type: the rows another table links through, or the values of the linked column. */
export function findPartner<OwnLink extends Link, OwnColumn extends Column, OwnTable extends Table<OwnColumn>>(
  configured: readonly Settings<OwnLink>[], settings: Settings<OwnLink>, objectTypeId: string, { find, isText, isId }: Known<OwnTable, OwnColumn>,
): Found<OwnLink, OwnTable, OwnColumn> | null {
  const links = settings.links.filter((link) => link.objectTypeId === objectTypeId);
  const link = links.find(({ through }) => through !== undefined) ?? links[0];
  if (link === undefined) return null;
  const place = link.through ?? { schema: settings.schema, table: settings.table, key: link.column, match: link.column };
  const table = find(place.schema, place.table);
  const key = table?.columns.get(place.key);
  const match = table?.columns.get(place.match);
  if (table === null || key === undefined || match === undefined) return null;

  const shown = configured.find((one) => one.table === place.table && find(one.schema, one.table) === table);
  const linked = fieldOfProperty(link.property, link.take);
  const columns = [...table.columns.values()].map((column) => ({ name: column.name, isText: isText(column), isId: isId(column) }));
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
