import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DEMO_SOURCES } from '../scripts/demo/origins.ts';
import { commonNotes, withContacts, type ContactsRun, type ContactsStack } from './support/export-contacts.ts';
import type { Figure, FigureOptions, FigureResult } from './support/figure.ts';
import { measure } from './support/measure.ts';
import { median } from './support/median.ts';
import { peerToken } from './support/peer-token.ts';

type Peer = { readonly how: 'get-all' | 'serial'; readonly called: string };
type PeerRun = { readonly seconds: number; readonly rows: number; readonly rateLimited: number; readonly died: string | null };

const ROWS = 250_000;
const GOAL = 2.5;
const PROGRAM = join(import.meta.dirname, 'peers', 'read-all-contacts.ts');
const client = (createRequire(import.meta.url)('@hubspot/api-client/package.json') as { version: string }).version;
const PEERS: readonly Peer[] = [
  { how: 'get-all', called: `@hubspot/api-client ${client} getAll with its limiter` },
  { how: 'serial', called: 'a plain serial pager' },
];

/** The same export against what others read the same contacts with, on the same server. */
export const hubspotPeers: Figure = {
  name: 'hubspot-peers',
  title: 'all contacts of the portal by the list, whole job, against the official client and a plain serial pager',
  run,
};

async function run({ runs, rows, say }: FigureOptions): Promise<FigureResult> {
  const contacts = rows ?? ROWS;
  return withContacts({ name: 'hubspot-peers', contacts, search: false, say }, async (bench) => {
    const own: ContactsRun[] = [];
    const peers = new Map<Peer, PeerRun[]>(PEERS.map((peer) => [peer, []]));
    for (let round = 0; round < (runs ?? 1); round += 1) {
      for (const [peer, done] of peers) {
        done.push(await readOnce(bench, peer, contacts));
        say(`hubspot-peers: ${peer.called}: ${words(done)}`);
      }
      own.push(await bench.exportOnce());
    }
    const counting = [...peers].filter(([, done]) => done.every(({ died, rateLimited }) => died === null && rateLimited === 0));
    const rate = (done: readonly PeerRun[]): number[] => done.map(({ rows: read, seconds }) => read / seconds);
    const fastest = counting.toSorted(([, a], [, b]) => median(rate(b)) - median(rate(a)))[0];
    if (fastest === undefined) throw new Error('no peer stayed inside the limit');
    return {
      measures: [
        measure('rows per second', 'rows/s', own.map(({ seconds }) => contacts / seconds), { against: { peer: rate(fastest[1]), called: fastest[0].called }, goal: { on: 'ratio', bound: 'at least', value: GOAL } }),
        measure('answers 429', '', own.map(({ stats }) => stats.rateLimited), { against: { limit: 0, called: 'limit' }, goal: { on: 'own', bound: 'at most', value: 0 } }),
      ],
      notes: [
        ...[...peers].map(([{ called }, done]) => `${called}: ${words(done)}.`),
        'The peers only read, each in a process of its own, and write no file; ours is the whole job with file, checkpoints and certificate.',
        ...commonNotes(own, contacts, ROWS),
      ],
    };
  });
}

/** One read of all contacts by a peer; the window is let go by before, so that it begins as idle as ours. */
async function readOnce({ stack, sandbox }: ContactsStack, { how }: Peer, contacts: number): Promise<PeerRun> {
  await new Promise((resolve) => setTimeout(resolve, 10_500));
  const token = await peerToken(stack);
  await sandbox.change({ legacyPaths: true });
  await sandbox.resetStats();
  const properties = DEMO_SOURCES.hubspot.columns.filter((column) => column !== 'hs_object_id').join(',');
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, how, stack.hubspotApiUrl, token, properties], { maxBuffer: 1_000_000 });
    const { seconds, rows } = JSON.parse(stdout) as { seconds: number; rows: number };
    const { rateLimited } = await sandbox.stats();
    return { seconds, rows, rateLimited, died: rows === contacts ? null : `read ${rows} of ${contacts} rows` };
  } catch (error) {
    return { seconds: Number.NaN, rows: 0, rateLimited: 0, died: error instanceof Error ? (error.message.split('\n').find((line) => line.includes('Error') || line.includes('FATAL')) ?? 'died') : 'died' };
  } finally {
    await sandbox.change({ legacyPaths: false });
  }
}

function words(done: readonly PeerRun[]): string {
  const one = done.at(-1);
  if (one === undefined) return 'not run';
  if (one.died !== null) return `does not count: ${one.died}`;
  const rows = Math.round(median(done.map(({ rows: read, seconds }) => read / seconds)));
  return `${rows} rows/s over ${one.rows} rows, ${one.rateLimited} answers 429${one.rateLimited === 0 ? '' : ', so it does not count'}`;
}
