import { createHash } from 'node:crypto';

/** What of a table's settings decides which rows and cells it has. */
export type ShapeSettings = {
  readonly schema?: string | undefined;
  readonly table: string;
  readonly rowKey: string;
  readonly columns?: readonly unknown[] | undefined;
  readonly links: readonly { readonly objectTypeId: string; readonly property: string; readonly take: string; readonly column: string; readonly through?: unknown }[];
};

const CHARS = 32;

/** A table's shape: the same as long as rows, their keys and their columns are found in the same way. Titles and hints to whoever links records are no part of it. */
export function shapeOf({ schema, table, rowKey, columns, links }: ShapeSettings): string {
  const found = links.map(({ objectTypeId, property, take, column, through }) => [objectTypeId, property, take, column, through ?? null]);
  return createHash('sha256').update(JSON.stringify([schema ?? null, table, rowKey, columns ?? null, found])).digest('hex').slice(0, CHARS);
}
