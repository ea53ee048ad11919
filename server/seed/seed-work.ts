import { randomUUID } from 'node:crypto';
import { ListTablesResponse, ListTemplatesResponse } from '#contract';
import { z } from 'zod';

/** Sends one card request as the person and gives its data. */
export type Ask = (route: string, body: object) => Promise<unknown>;

export type SeedWork = { readonly templates: readonly string[]; readonly jobs: number };

const FORMATS = ['csv', 'xlsx'] as const;
const Started = z.object({ job: z.object({ id: z.uuid() }) });

/** Saves templates for the record's tables and starts exports of them, as clicks would. Templates of the same names are left as they are. */
export async function seedWork(ask: Ask, objectId: string): Promise<SeedWork> {
  const record = { objectTypeId: '0-1', objectId };
  const { tables } = ListTablesResponse.parse(await ask('list-tables', { record }));
  const wanted = tables.filter(({ scope, capabilities }) => scope === 'record' && capabilities.export).slice(0, 3);
  const known = new Set(ListTemplatesResponse.parse(await ask('list-templates', {})).templates.map(({ name }) => name));
  const templates: string[] = [];
  let jobs = 0;
  for (const [index, table] of wanted.entries()) {
    const definition = { query: { record, tableId: table.id, columns: [], filters: [] }, format: FORMATS[index % FORMATS.length]! };
    const name = `Seed: ${table.title}`.slice(0, 100);
    if (!known.has(name)) {
      await ask('save-template', { name, shared: index === 0, from: { kind: 'definition', definition } });
      templates.push(name);
    }
    Started.parse(await ask('start-export', { requestId: randomUUID(), format: definition.format, query: definition.query }));
    jobs += 1;
  }
  return { templates, jobs };
}
