import type { Column, FilterOperator } from '#contract';
import type { PropertyDefinition } from '../../hubspot/index.ts';
import { choiceKind } from './choice-kind.ts';
import type { ObjectKey } from './object-type.ts';
import { valuesKey } from './property-of.ts';
import { RECORD_ID, STANDARD_PROPERTIES } from './standard-properties.ts';

const OPERATORS: Readonly<Record<Column['type'], readonly FilterOperator[]>> = {
  text: ['eq', 'neq', 'contains', 'empty', 'not_empty'],
  number: ['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'empty', 'not_empty'],
  money: ['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'empty', 'not_empty'],
  date: ['eq', 'gt', 'gte', 'lt', 'lte', 'empty', 'not_empty'],
  datetime: ['gt', 'gte', 'lt', 'lte', 'empty', 'not_empty'],
  boolean: ['eq', 'empty', 'not_empty'],
};

const ID_COLUMN: Column = { key: RECORD_ID, title: 'Record ID', type: 'text', sortable: true, operators: ['eq', 'neq'] };

/** A table's columns: the record id, the properties people look for, then all others of the portal by title. */
export function toColumns(key: ObjectKey, definitions: readonly PropertyDefinition[]): Column[] {
  const standard = STANDARD_PROPERTIES[key];
  const byName = new Map(definitions.map((definition) => [definition.name, definition]));
  const picked = [...standard.shown, ...standard.offered].flatMap((name) => byName.get(name) ?? []);
  const taken = new Set([RECORD_ID, ...picked.map(({ name }) => name)]);
  const others = definitions.filter((definition) => !taken.has(definition.name) && isWorthOffering(definition));
  others.sort((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : a.name < b.name ? -1 : 1));
  return [ID_COLUMN, ...[...picked, ...others].flatMap((definition) => columnsOf(key, definition, standard.money))];
}

/** The columns shown when nobody chose any. */
export function toDefaultColumns(key: ObjectKey, columns: readonly Column[]): string[] {
  const there = new Set(columns.map((column) => column.key));
  return [...STANDARD_PROPERTIES[key].shown.filter((name) => there.has(name)), RECORD_ID];
}

/** HubSpot computes hundreds of figures per object; what a portal made itself is always offered. */
function isWorthOffering(definition: PropertyDefinition): boolean {
  if (definition.hidden || definition.type === 'json' || definition.type === 'object_coordinates') return false;
  if (!definition.hubspotDefined) return true;
  return !(definition.calculated && definition.name.startsWith('hs_')) && !/^hs_(v2_|time_in_|date_entered_|date_exited_|unique_|merged_|all_|user_ids_)/.test(definition.name);
}

/** One column, or of choices two: what people read, and for whoever feeds another system the internal values. */
function columnsOf(key: ObjectKey, definition: PropertyDefinition, money: readonly string[]): Column[] {
  const column = toColumn(definition, money);
  if (choiceKind(key, definition) === null) return [column];
  const values: Column = { key: valuesKey(column.key), title: `${column.title} (internal value)`, type: 'text', sortable: false, operators: [], choices: 'values' };
  return [{ ...column, choices: 'labels' }, values];
}

function toColumn(definition: PropertyDefinition, money: readonly string[]): Column {
  const type = columnType(definition, money);
  return { key: definition.name, title: definition.label, type, sortable: true, operators: [...operatorsOf(definition, type)] };
}

function columnType(definition: PropertyDefinition, money: readonly string[]): Column['type'] {
  if (definition.type === 'number') return definition.money || money.includes(definition.name) ? 'money' : 'number';
  if (definition.type === 'date' || definition.type === 'datetime') return definition.type;
  return definition.type === 'bool' ? 'boolean' : 'text';
}

function operatorsOf(definition: PropertyDefinition, type: Column['type']): readonly FilterOperator[] {
  if (definition.type !== 'enumeration') return OPERATORS[type];
  // A cell with several choices equals none of them; search and people disagree about what equal means there.
  return definition.fieldType === 'checkbox' ? ['empty', 'not_empty'] : ['eq', 'neq', 'empty', 'not_empty'];
}
