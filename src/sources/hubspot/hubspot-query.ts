import type { SourceContext, SourceQuery } from '../define-source.ts';
import { readProperties, type CallContext, type HubSpotGateway } from '../../hubspot/index.ts';
import type { ChoiceReader } from './choice-reader.ts';
import type { WordsByProperty } from './choice-words.ts';
import type { Condition } from './condition.ts';
import { objectTypeOf, type ObjectType } from './object-type.ts';
import { parseConditions } from './parse-conditions.ts';
import { propertyOf } from './property-of.ts';
import { RECORD_ID } from './standard-properties.ts';
import { toCells, type ToCells } from './to-cells.ts';

/** A source query in HubSpot's terms. */
export type HubSpotQuery = {
  readonly gateway: HubSpotGateway;
  readonly at: CallContext;
  readonly source: SourceQuery;
  readonly type: ObjectType;
  /** What must be read to fill the columns and to judge the conditions. */
  readonly properties: readonly string[];
  readonly conditions: readonly Condition[];
  readonly toCells: ToCells;
};

/** Call context of one source call. */
export function callContext(context: SourceContext<unknown>, onAttempt?: () => void): CallContext {
  return { portalId: context.portalId, lane: context.lane, signal: context.signal, ...(context.purpose === undefined ? {} : { purpose: context.purpose }), ...(onAttempt === undefined ? {} : { onAttempt }) };
}

/** Page, count and totals of one click and the parts of one export share a query object: choices are called the same in all of them. */
const known = new WeakMap<SourceQuery, Promise<WordsByProperty>>();

/** Throws `table.unknown`, `column.unknown`, `filter.invalid`. */
export async function hubSpotQuery(gateway: HubSpotGateway, choices: ChoiceReader, at: CallContext, source: SourceQuery): Promise<HubSpotQuery> {
  const type = objectTypeOf(source.table.key);
  const definitions = source.filters.length === 0 ? [] : await readProperties(gateway, at, type.objectTypeId);
  const words = await wordsOf(choices, at, type, source);
  return {
    gateway,
    at,
    source,
    type,
    properties: [...new Set([...source.columns.map(propertyOf), ...source.filters.map(({ column }) => column)])].filter((name) => name !== RECORD_ID),
    conditions: parseConditions(source.filters, source.table.columns, definitions, words),
    toCells: toCells(source.columns, source.table.columns, words),
  };
}

function wordsOf(choices: ChoiceReader, at: CallContext, type: ObjectType, source: SourceQuery): Promise<WordsByProperty> {
  const asked = new Set([...source.columns, ...source.filters.map(({ column }) => column)]);
  const properties = source.table.columns.filter((column) => column.choices === 'labels' && asked.has(column.key)).map(({ key }) => key);
  if (properties.length === 0) return Promise.resolve(new Map());
  const reading = known.get(source) ?? choices.words(at, type, properties);
  known.set(source, reading);
  reading.catch(() => known.delete(source));
  return reading;
}
