import type { PreviewPropertyRequest, PreviewPropertyResponse } from '#contract';
import type { Caller } from '../../access/index.ts';
import { openTable } from '../../connections/index.ts';
import type { Context } from '../../context/index.ts';
import { AppError } from '../../core/errors/index.ts';
import { getObject } from '../../hubspot/index.ts';
import type { PropertyDefinition } from '../../hubspot/index.ts';
import { requireScopes } from '../../installs/index.ts';
import { fitValue } from '../../properties/index.ts';
import { readRowValues } from './read-row-values.ts';
import type { RowValue } from './read-row-values.ts';
import { sameValue } from '../../properties/index.ts';
import { settableProperties } from '../../properties/index.ts';
import { WRITE_SCOPES } from '../../properties/index.ts';

/** Long texts are told by their beginning. */
const SHOWN = 300;

/** What of a row can go where on the record, and, once both are chosen, before and after. Writes nothing. */
export async function previewProperty(context: Context, caller: Caller, request: PreviewPropertyRequest, signal: AbortSignal): Promise<PreviewPropertyResponse> {
  const { portalId, userId } = caller;
  const { record } = request;
  const asking = { portalId, userId, verb: 'view', lane: 'person', signal, purpose: { area: 'actions' } } as const;
  const table = await openTable(context, asking, request.query);
  await requireScopes(context, portalId, WRITE_SCOPES[record.objectTypeId]);
  const [settable, values] = await Promise.all([settableProperties(context, caller, record.objectTypeId, signal), readRowValues(table, request.rowKey)]);
  const usable = values.filter((value) => settable.some((property) => fits(value, property)));
  const chosen = usable.find(({ column }) => column.key === request.column);
  const properties = chosen === undefined ? settable : settable.filter((property) => fits(chosen, property));
  const property = chosen === undefined ? undefined : properties.find(({ name }) => name === request.property);
  const answer = {
    values: usable.map(({ column, cell }) => ({ column: column.key, title: column.title, value: cell.slice(0, SHOWN) })),
    properties: properties.map(({ name, label }) => ({ name, label })),
  };
  if (chosen === undefined || property === undefined) return answer;

  const after = fitValue(chosen.cell, chosen.column, property)!;
  const object = await getObject(context.hubspot, asking, { objectType: record.objectTypeId, id: record.objectId, properties: [property.name] });
  if (object.id !== record.objectId) throw new AppError('hubspot.not_found');
  const holds = object.properties[property.name] ?? null;
  return {
    ...answer,
    change: { label: property.label, before: holds === null ? null : words(holds, property), after: words(after, property), holds, same: sameValue(property)(holds, after) },
  };
}

function fits({ cell, column }: RowValue, property: PropertyDefinition): boolean {
  return fitValue(cell, column, property) !== null;
}

function words(value: string, { options }: PropertyDefinition): string {
  return (options.find((option) => option.value === value)?.label ?? value).slice(0, SHOWN);
}
