import { HubSpotError } from '../../http/hubspot-error.ts';
import type { ObjectType } from '../object-types.ts';
import { pipelines } from '../pipelines.ts';
import type { PropertyDefinition } from '../properties/definition.ts';
import type { PropertyMap } from '../properties/property-catalog.ts';

type Fault = { name: string; error: string; message: string };
/** Values ready to store; null clears a property. */
export type Values = Record<string, string | null>;

const MAX_CHARS = 65_536;

/** Checks and normalises what a client wants to store; throws one 400 that lists every bad property. */
export function checkValues(
  portalId: number, type: ObjectType, known: PropertyMap, input: Record<string, string>, owners: ReadonlySet<string>,
): Values {
  const values: Values = {};
  const faults: Fault[] = [];
  for (const [name, raw] of Object.entries(input)) {
    const definition = known.get(name);
    const checked = definition ? checkValue(type, definition, raw, owners)
      : { error: 'PROPERTY_DOESNT_EXIST', message: `Property "${name}" does not exist` };
    if (typeof checked === 'object' && checked !== null) faults.push({ name, ...checked });
    else values[name] = checked;
  }
  if (faults.length === 0) return values;
  const list = faults.map(({ name, error, message }) => ({ isValid: false, message, error, name, localizedErrorMessage: message, portalId }));
  throw new HubSpotError(400, {
    status: 'error', message: `Property values were not valid: ${JSON.stringify(list)}`,
    errors: faults.map(({ name, error, message }) => ({ message, code: error, context: { propertyName: [name] } })),
    category: 'VALIDATION_ERROR',
  });
}

function checkValue(
  type: ObjectType, definition: PropertyDefinition, raw: string, owners: ReadonlySet<string>,
): string | null | Omit<Fault, 'name'> {
  const { name } = definition;
  if (definition.modificationMetadata.readOnlyValue) return { error: 'READ_ONLY_VALUE', message: `"${name}" is a read only property; its value cannot be set.` };
  if (raw === '') return null;
  if (raw.length > MAX_CHARS) return { error: 'INVALID_LENGTH', message: `"${name}" is longer than ${MAX_CHARS} characters.` };
  const notAnOption = { error: 'INVALID_OPTION', message: `${raw} was not one of the allowed options for "${name}"` };
  switch (definition.type) {
    case 'number':
      return /^-?(\d+\.?\d*|\.\d+)$/.test(raw) ? raw : { error: 'INVALID_INTEGER', message: `${raw} was not a valid number.` };
    case 'bool': return raw === 'true' || raw === 'false' ? raw : notAnOption;
    case 'datetime': return isoInstant(raw) ?? { error: 'INVALID_DATE', message: `${raw} was not a valid date time.` };
    case 'date': return checkDate(raw);
    case 'enumeration': {
      if (name === 'hubspot_owner_id') return owners.has(raw) ? raw : { error: 'INVALID_OWNER_ID', message: `Owner ${raw} does not exist or is archived.` };
      const allowed = allowedValues(type, definition);
      if (!allowed) return raw;
      const parts = definition.fieldType === 'checkbox' ? raw.split(';').filter(Boolean) : [raw];
      return parts.every((part) => allowed.includes(part)) ? raw : notAnOption;
    }
    case 'string':
      if (name !== 'email') return raw;
      // Without quotation marks, and kept in lower case, however it was written.
      return /^[^\s@"]+@[^\s@"]+\.[^\s@"]+$/.test(raw) ? raw.toLowerCase() : { error: 'INVALID_EMAIL', message: `Email address ${raw} is invalid` };
    default: return definition.type satisfies never;
  }
}

/** The values an enumeration takes; undefined when they are not known to the API (externalOptions). */
function allowedValues(type: ObjectType, definition: PropertyDefinition): string[] | undefined {
  const pipeline = pipelines[type.id];
  if (pipeline && /(^|_)pipeline$/.test(definition.name)) return [pipeline.id];
  if (pipeline && /stage$/.test(definition.name)) return pipeline.stages.map(({ id }) => id);
  return definition.externalOptions ? undefined : definition.options.map(({ value }) => value);
}

/**
 * Epoch milliseconds, a day, or a day and a time with its zone, as the instant it is; undefined for anything else, such as a
 * day that no calendar has (HubSpot's API FAQ, "How should I format timestamps", read 2026-11-28).
 */
function isoInstant(raw: string): string | undefined {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d))?$/.exec(raw) ?? [];
  if (day === undefined) return /^-?\d{1,16}$/.test(raw) ? toIso(Number(raw)) : undefined;
  const midnight = toIso(Date.parse(`${day}T00:00:00Z`));
  return midnight?.startsWith(day) !== true ? undefined : time === undefined ? midnight : toIso(Date.parse(raw));
}

function toIso(time: number): string | undefined {
  const at = new Date(time);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** A calendar date, or the epoch milliseconds of midnight UTC and no other moment. */
function checkDate(raw: string): string | Omit<Fault, 'name'> {
  const at = isoInstant(raw);
  if (at === undefined) return { error: 'INVALID_DATE', message: `${raw} was not a valid date.` };
  if (!at.endsWith('T00:00:00.000Z')) return { error: 'INVALID_DATE', message: `${raw} is at ${at.slice(11, 23)} UTC, not midnight!` };
  return at.slice(0, 10);
}
