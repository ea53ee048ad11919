import type { TableQuery } from '#contract';
import type { OpenTable } from '../connections/index.ts';

/** What a record of each type is called by: the first of these properties that has a value. */
const NAMED_BY: Readonly<Record<TableQuery['record']['objectTypeId'], readonly string[]>> = {
  '0-1': ['firstname', 'email'],
  '0-2': ['name', 'domain'],
  '0-3': ['dealname'],
  '0-5': ['subject'],
};
/** A title is worth one quick question to HubSpot, not a wait. */
const PATIENCE_MS = 1_500;
const LONGEST_NAME = 60;

/** What the job, its mail and its file are called: two exports of one table must not look alike. */
export async function jobTitle(table: OpenTable, record: TableQuery['record']): Promise<string> {
  const { table: { title, scope }, keys } = table.query;
  if (keys !== undefined) return `${keys.length.toLocaleString('en-US')} selected ${title.replace(/^All /, '').toLowerCase()}`;
  if (scope === 'portal') return title.startsWith('All ') ? title : `All ${title.toLowerCase()}`;
  const name = await recordName(table, record);
  return name === null ? title : `${title} of ${name}`;
}

async function recordName(table: OpenTable, record: TableQuery['record']): Promise<string | null> {
  try {
    const name = await Promise.race([firstName(table, record), giveUp()]);
    return name === null ? null : name.slice(0, LONGEST_NAME);
  } catch {
    // The name is a nicety; the export does not depend on it.
    return null;
  }
}

async function firstName(table: OpenTable, record: TableQuery['record']): Promise<string | null> {
  for (const property of NAMED_BY[record.objectTypeId]) {
    const value = (await table.context.recordProperty(record, property))?.trim() ?? '';
    if (value !== '') return property === 'firstname' ? fullName(table, record, value) : value;
  }
  return null;
}

async function fullName(table: OpenTable, record: TableQuery['record'], first: string): Promise<string> {
  const last = (await table.context.recordProperty(record, 'lastname'))?.trim() ?? '';
  return last === '' ? first : `${first} ${last}`;
}

function giveUp(): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), PATIENCE_MS).unref());
}
