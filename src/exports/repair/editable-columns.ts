import type { Column } from '#contract';
import { RecordRef } from '#contract';
import type { Caller } from '../../access/index.ts';
import type { OpenTable } from '../../connections/index.ts';
import type { Context } from '../../context/index.ts';
import { AppError } from '../../core/errors/index.ts';
import type { PropertyDefinition } from '../../hubspot/index.ts';
import { requireScopes } from '../../installs/index.ts';
import { WRITE_SCOPES, settableProperties } from '../../properties/index.ts';

export type Editable = { readonly column: Column; readonly property: PropertyDefinition };
/** The columns of a table that can be written back, by key, and the type of HubSpot record they are of. */
export type EditableColumns = { readonly objectType: RecordRef['objectTypeId']; readonly columns: ReadonlyMap<string, Editable> };

/**
 * What the person may correct in the rows of a table, by today's settings: properties of HubSpot's records that may be set from
 * a table. Null where there is nothing of the kind. Throws access.refused, hubspot.missing_scope.
 */
export async function editableColumns(context: Context, caller: Caller, { source, query }: OpenTable, signal: AbortSignal): Promise<EditableColumns | null> {
  const type = RecordRef.shape.objectTypeId.safeParse(source.watchedType?.(query.table.key) ?? null);
  if (!type.success) return null;
  await requireScopes(context, caller.portalId, WRITE_SCOPES[type.data]);
  const settable = new Map((await settableProperties(context, caller, type.data, signal)).map((property) => [property.name, property]));
  const columns = query.columns.flatMap((key): [string, Editable][] => {
    const column = query.table.columns.find((one) => one.key === key);
    const property = settable.get(key);
    return column === undefined || column.masked === true || property === undefined ? [] : [[key, { column, property }]];
  });
  return { objectType: type.data, columns: new Map(columns) };
}

/** The same for a list that is made: where the person may write nothing, nothing is marked. */
export async function offeredColumns(context: Context, caller: Caller, table: OpenTable, signal: AbortSignal): Promise<ReadonlyMap<string, Editable>> {
  try {
    return (await editableColumns(context, caller, table, signal))?.columns ?? new Map();
  } catch (thrown) {
    if (thrown instanceof AppError && (thrown.code === 'access.refused' || thrown.code === 'hubspot.missing_scope')) return new Map();
    throw thrown;
  }
}
