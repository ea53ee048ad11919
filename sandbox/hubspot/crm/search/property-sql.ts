import { HubSpotError } from '../../http/hubspot-error.ts';
import { invalid } from '../../http/problems.ts';
import { quote } from '../../seed/sql-words.ts';
import type { ObjectType } from '../object-types.ts';
import type { PropertyMap } from '../properties/property-catalog.ts';

/** How one property is compared: the SQL of its value, and how a filter value is brought into the same shape. */
export type Comparable = {
  sql: string;
  cast: string;
  /** Whether equality ignores case: plain text does, enumerations do not. */
  text: boolean;
  time: boolean;
  normalise: (value: string) => string;
};

/** The comparison rules of a property; 400 for one that does not exist. `r` is the record. */
export function comparable(type: ObjectType, known: PropertyMap, name: string): Comparable {
  const definition = known.get(name);
  if (!definition) throw invalid('There was a problem with the request.', [{ message: `Property '${name}' does not exist`, code: 'PROPERTY_DOESNT_EXIST', context: { propertyName: [name] } }]);
  const stored = `r.properties ->> ${quote(name)}`;
  if (name === 'hs_object_id') return { sql: 'r.id', cast: 'bigint', text: false, time: false, normalise: wholeNumber };
  if (name === type.stamps.modified) return { sql: 'r.updated_at', cast: 'timestamptz', text: false, time: true, normalise: instant };
  if (name === type.stamps.created) return { sql: 'r.created_at', cast: 'timestamptz', text: false, time: true, normalise: instant };
  switch (definition.type) {
    case 'number': return { sql: `(${stored})::numeric`, cast: 'numeric', text: false, time: false, normalise: number };
    case 'datetime': return { sql: `(${stored}) COLLATE "C"`, cast: 'text', text: false, time: true, normalise: instant };
    case 'date': return { sql: `(${stored}) COLLATE "C"`, cast: 'text', text: false, time: true, normalise: (value) => instant(value).slice(0, 10) };
    case 'enumeration':
    case 'bool': return { sql: `(${stored})`, cast: 'text', text: false, time: false, normalise: (value) => value };
    case 'string': return { sql: `lower(${stored})`, cast: 'text', text: true, time: false, normalise: (value) => value.toLowerCase() };
    default: return definition.type satisfies never;
  }
}

/** HubSpot answers 500 when a time range starts at the epoch itself. https://github.com/estuary/connectors (EPOCH_PLUS_ONE_SECOND) */
export function refuseEpoch(value: string): void {
  if (/^(0|1970-01-01(T00:00:00(\.0+)?Z?)?)$/.test(value)) throw new HubSpotError(500, { status: 'error', message: 'internal error' });
}

function wholeNumber(value: string): string {
  if (!/^-?\d{1,18}$/.test(value)) throw invalid(`'${value}' is not a valid number`);
  return value;
}

function number(value: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(value)) throw invalid(`'${value}' is not a valid number`);
  return value;
}

/** Epoch milliseconds or ISO 8601, as an ISO instant. */
function instant(value: string): string {
  const at = new Date(/^-?\d+$/.test(value) ? Number(value) : value);
  if (Number.isNaN(at.getTime())) throw invalid(`'${value}' is not a valid date`);
  return at.toISOString();
}
