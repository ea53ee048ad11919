import type { Context } from '../context/index.ts';
import { AppError, toAppError } from '../core/errors/index.ts';
import { z } from 'zod';
import type { PortalId } from '../core/ids/portal-id.ts';
import { checkSettings } from './check-settings.ts';
import { takeTestTurn } from './connections.store.ts';

export type TestedConnection = { readonly readable: readonly string[]; readonly missing: readonly string[] };

const Tables = z.object({ tables: z.array(z.object({ key: z.string(), portal: z.boolean() })) });
const MOST_TESTS = 10;
const WINDOW_MS = 600_000;
/** Longer than a connection is waited for, so that an open, a closed and a silent port all take as long (T42). */
const FAILS_AFTER_MS = 6_000;

/**
 * Tries settings without keeping them: which tables may be read and which may not. Whatever does not answer as a
 * database (closed, silent, refused to us, another service) gets one answer, after one time; ten tests in ten minutes.
 * Throws request.invalid, source.unavailable, source.refused, connection.too_many_tests.
 */
export async function testConnection(
  context: Context, owner: { readonly portalId: PortalId; readonly userId: string }, connection: { readonly sourceKey: string; readonly config: unknown }, signal: AbortSignal,
): Promise<TestedConnection> {
  const source = context.sources.find((candidate) => candidate.key === connection.sourceKey && candidate.key !== 'hubspot');
  if (source === undefined) throw new AppError('request.invalid', { userMessage: 'There is no such source.', fix: 'Use one of the listed sources.' });
  const config = checkSettings(source, connection.config);
  const now = context.now();
  const free = await context.database.inPortal(owner.portalId, (tx) => takeTestTurn(tx, owner.portalId, owner.userId, { since: new Date(now - WINDOW_MS), most: MOST_TESTS }));
  if (!free) throw new AppError('connection.too_many_tests');

  const until = context.sleep(FAILS_AFTER_MS, signal).catch(() => undefined);
  const wanted = Tables.safeParse(config).data?.tables ?? [];
  try {
    const tables = await source.tables({ portalId: owner.portalId, config, signal, lane: 'background', now: context.now, recordProperty: async () => null }, null);
    const found = new Set(tables.map((table) => table.key));
    return { readable: [...found], missing: wanted.filter((table) => table.portal && !found.has(table.key)).map((table) => table.key) };
  } catch (thrown) {
    const error = toAppError(thrown);
    await until;
    if (error.code !== 'source.unavailable' && error.code !== 'source.timeout') throw error;
    throw new AppError('source.unavailable', { userMessage: 'No database answers at this address.', fix: 'Check host and port. An address inside your network must be opened by whoever runs Siderail.' });
  }
}
