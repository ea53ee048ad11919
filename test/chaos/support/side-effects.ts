import type { Context } from '../../../src/context/index.ts';
import type { Database, Tx } from '../../../src/core/db/index.ts';
import type { FileStore } from '../../../src/files/index.ts';

/** What a run did, in order: its effects on the world outside its memory, and the crash points it passed. */
export type Deed = { readonly effect: string } | { readonly point: string };

export type SideEffects = {
  readonly deeds: Deed[];
  /** What to lay over a context so that its effects are written down. */
  over(context: Context): Pick<Context, 'files' | 'database' | 'mailer' | 'hubspot' | 'crashPoint'>;
  passed(point: string): number;
};

/** Of the calls that are POSTs these change something. */
const WRITES = /\/batch\/(update|upsert|create)$/;

export function recordSideEffects(): SideEffects {
  const deeds: Deed[] = [];
  const effect = (name: string): void => void deeds.push({ effect: name });

  return {
    deeds,
    passed: (point) => deeds.filter((deed) => 'point' in deed && deed.point === point).length,
    over: ({ files, database, mailer, hubspot }) => ({
      files: recordFiles(files, effect),
      database: recordDatabase(database, effect),
      mailer: {
        async send(mail) {
          const outcome = await mailer.send(mail);
          effect('mail');
          return outcome;
        },
      },
      hubspot: {
        ...hubspot,
        async call(portalId, request) {
          const answer = await hubspot.call(portalId, request);
          if (WRITES.test(request.path)) effect('write to HubSpot');
          return answer;
        },
      },
      crashPoint: (point) => void deeds.push({ point }),
    }),
  };
}

/** Pairs of effects that followed each other without a crash point between them. */
export function unguarded(deeds: readonly Deed[]): string[] {
  const found: string[] = [];
  let before: string | null = null;
  for (const deed of deeds) {
    if ('effect' in deed && before !== null) found.push(`${before}, then ${deed.effect}`);
    before = 'effect' in deed ? deed.effect : null;
  }
  return found;
}

function recordFiles(files: FileStore, effect: (name: string) => void): FileStore {
  return {
    ...files,
    async put(key, body, options) {
      const stored = await files.put(key, body, options);
      effect(`put of ${key.split('/').at(-1)!}`);
      return stored;
    },
    async delete(key) {
      await files.delete(key);
      effect(`deletion of ${key.split('/').at(-1)!}`);
    },
    async deletePrefix(prefix) {
      const count = await files.deletePrefix(prefix);
      effect('deletion of all files');
      return count;
    },
  };
}

/** A transaction counts that has changed or locked anything. */
function recordDatabase(database: Database, effect: (name: string) => void): Database {
  return {
    ...database,
    async inPortal<T>(portalId: Parameters<Database['inPortal']>[0], work: (tx: Tx) => Promise<T>): Promise<T> {
      let wrote = false;
      const result = await database.inPortal(portalId, async (tx) => {
        const made = await work(tx);
        const [row] = await tx.$queryRaw<{ wrote: boolean }[]>`select pg_current_xact_id_if_assigned() is not null as wrote`;
        wrote = row!.wrote;
        return made;
      });
      if (wrote) effect('transaction');
      return result;
    },
  };
}
