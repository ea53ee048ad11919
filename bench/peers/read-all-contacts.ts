import { createHash } from 'node:crypto';
import { Client } from '@hubspot/api-client';

/**
 * `node bench/peers/read-all-contacts.ts <get-all | serial> <API origin> <token> <properties>`: reads all contacts as
 * others do, in a process of its own, and prints one line of JSON. Nothing is written anywhere: reading alone.
 */
type Contact = { readonly id: string; readonly properties: Readonly<Record<string, string | null>> };

const [how, origin = '', token = '', names = ''] = process.argv.slice(2);
const properties = names.split(',');

/** HubSpot's official client, whose own limiter starts a call every 111 ms and repeats what was refused. */
function getAll(): Promise<readonly Contact[]> {
  const client = new Client({ accessToken: token, basePath: origin, numberOfApiCallRetries: 3, limiterOptions: { minTime: 1000 / 9, maxConcurrent: 6 } });
  return client.crm.contacts.getAll(100, undefined, properties);
}

/** The loop that every tutorial shows: one page of 100 after the other. */
async function serial(): Promise<readonly Contact[]> {
  const all: Contact[] = [];
  for (let after: string | undefined; ; ) {
    const query = new URLSearchParams({ limit: '100', properties: properties.join(','), ...(after === undefined ? {} : { after }) });
    const response = await fetch(`${origin}/crm/objects/2026-09/0-1?${query}`, { headers: { authorization: `Bearer ${token}` } });
    if (!response.ok) throw new Error(`HubSpot answered ${response.status}`);
    const page = (await response.json()) as { results: Contact[]; paging?: { next?: { after: string } } };
    all.push(...page.results);
    after = page.paging?.next?.after;
    if (after === undefined) return all;
  }
}

const began = performance.now();
const contacts = await (how === 'get-all' ? getAll() : serial());
const seconds = (performance.now() - began) / 1000;
const hash = createHash('sha256');
for (const contact of contacts) hash.update(`${contact.id}\n`);
console.log(JSON.stringify({ seconds, rows: contacts.length, ids: hash.digest('hex'), peakMb: process.resourceUsage().maxRSS / 1024 }));
