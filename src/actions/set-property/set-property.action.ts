import { writeAudit } from '../../audit/index.ts';
import type { RunActionResponse } from '#contract';
import type { Context } from '../../context/index.ts';
import { AppError } from '../../core/errors/index.ts';
import { setProperty } from '../../hubspot/index.ts';
import type { PropertyDefinition } from '../../hubspot/index.ts';
import { defineAction } from '../define-action.ts';
import type { ActionInput } from '../define-action.ts';
import { fitValue } from '../../properties/index.ts';
import { readRowValues } from './read-row-values.ts';
import { sameValue } from '../../properties/index.ts';
import { settableProperties } from '../../properties/index.ts';
import { openUndo, sealUndo } from './undo-token.ts';
import { WRITE_SCOPES } from '../../properties/index.ts';

/**
 * Writes a row's value, as the source has it now, into a property of the record, where that still holds what the person
 * was shown; or takes such a change back. The log keeps that it was done, not the values: HubSpot's own history has them.
 */
export const setPropertyAction = defineAction({
  summary: { runs: 'form', name: 'set-property', title: 'Set HubSpot property', place: 'row', form: 'set-property' },
  german: { title: 'HubSpot-Eigenschaft setzen' },
  objectTypeIds: ['0-1', '0-2', '0-3', '0-5'],
  scopes: [],
  recordScopes: WRITE_SCOPES,
  run: (context, input) => {
    if (input.input === null) throw new AppError('request.invalid', { detail: 'no input' });
    return 'undo' in input.input ? restore(context, input, input.input.undo) : set(context, input, input.input);
  },
});

type Wanted = { readonly column: string; readonly property: string; readonly before: string | null };

async function set(context: Context, input: ActionInput, wanted: Wanted): Promise<RunActionResponse> {
  const { caller, record, table, reader } = input;
  const property = await settable(context, input, wanted.property);
  const value = (await readRowValues(table, input.rowKey!)).find(({ column }) => column.key === wanted.column);
  if (value === undefined) throw new AppError('property.unfit', { userMessage: 'This row has no value there any more.', fix: 'Refresh the table.' });
  const after = fitValue(value.cell, value.column, property);
  if (after === null) throw new AppError('property.unfit');

  const outcome = await write(context, input, property, { before: wanted.before, after });
  const german = reader.language === 'de';
  if (outcome === 'already') return { message: german ? `„${property.label}“ hat diesen Wert schon.` : `“${property.label}” holds this value already.`, refresh: false };
  await log(context, input, 'property.set', { property: property.name, column: wanted.column });
  const undo = await sealUndo(context.tokenKeys, { caller, record }, { property: property.name, before: wanted.before, after }, context.now());
  const [from, to] = [words(wanted.before, property), words(after, property)];
  const message = german ? `„${property.label}“ geändert: ${from ?? 'leer'} → ${to}` : `“${property.label}” changed: ${from ?? 'empty'} → ${to}`;
  return { message, refresh: false, recordChanged: true, ...(undo === null ? {} : { undo }) };
}

async function restore(context: Context, input: ActionInput, token: string): Promise<RunActionResponse> {
  const { caller, record, reader } = input;
  const change = await openUndo(context.tokenKeys, { caller, record }, token, context.now());
  const property = await settable(context, input, change.property);
  await write(context, input, property, { before: change.after, after: change.before });
  await log(context, input, 'property.restored', { property: property.name });
  const now = words(change.before, property);
  const message = reader.language === 'de' ? `„${property.label}“ ist wieder ${now ?? 'leer'}.` : `“${property.label}” is ${now ?? 'empty'} again.`;
  return { message, refresh: false, recordChanged: true };
}

async function settable(context: Context, { caller, record, signal }: ActionInput, name: string): Promise<PropertyDefinition> {
  const found = (await settableProperties(context, caller, record.objectTypeId, signal)).find((property) => property.name === name);
  if (found === undefined) throw new AppError('property.unfit', { userMessage: 'This property may not be set from a table.', fix: 'Choose another property, or ask a Siderail admin of your HubSpot account.' });
  return found;
}

function write(context: Context, { caller, record, signal }: ActionInput, property: PropertyDefinition, change: { readonly before: string | null; readonly after: string | null }): Promise<'set' | 'already'> {
  const at = { portalId: caller.portalId, lane: 'person', signal, purpose: { area: 'actions' } } as const;
  return setProperty(context.hubspot, at, { ...change, objectType: record.objectTypeId, id: record.objectId, property: property.name, same: sameValue(property) });
}

async function log(context: Context, { caller, record, tableId }: ActionInput, action: 'property.set' | 'property.restored', of: Record<string, string>): Promise<void> {
  const { portalId, userId } = caller;
  await context.database.inPortal(portalId, (tx) => writeAudit(tx, portalId, { userId, action, subject: tableId, details: { ...of, record } }));
}

function words(value: string | null, { options }: PropertyDefinition): string | null {
  if (value === null || value === '') return null;
  return (options.find((option) => option.value === value)?.label ?? value).slice(0, 100);
}
