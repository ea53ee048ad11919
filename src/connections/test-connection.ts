import type { Context } from '../context/index.ts';
import { AppError, toAppError } from '../core/errors/index.ts';
import { z } from 'zod';
import type { PortalId } from '../core/ids/portal-id.ts';
import type { OfferedTable } from '../sources/define-source.ts';
import { checkSettings } from './check-settings.ts';
import { takeTestTurn } from './connections.store.ts';
import { SOME_RECORD } from './some-record.ts';

/** `readable` and `missing` are about the tables of the settings, `offers` about all that the place has. */
export type TestedConnection = { readonly readable: readonly string[]; readonly missing: readonly string[]; readonly offers: readonly OfferedTable[] };

const Tables = z.object({ tables: z.array(z.object({ key: z.string() })) });
/** Settings want a table; whoever has yet to choose one tests with none. */
const NoneYet = z.looseObject({ tables: z.tuple([]) });
const PLACEHOLDER = { key: 'none', title: 'none', table: 'none', rowKey: 'none' };
const MOST_TESTS = 10;
const WINDOW_MS = 600_000;
/** Longer than a connection is waited for, so that an open, a closed and a silent port all take as long (T42). */
const FAILS_AFTER_MS = 6_000;

/**
 * Tries settings without keeping them: what there is, which tables may be read and which may not. Whatever does not
 * answer as a database (closed, silent, refused to us, another service) gets one answer, after one time; ten tests in
 * ten minutes. Settings without a table are asked for what there is only.
 * Throws request.invalid, source.unavailable, source.refused, connection.too_many_tests.
 */
export async function testConnection(
  context: Context, owner: { readonly portalId: PortalId; readonly userId: string }, connection: { readonly sourceKey: string; readonly config: unknown }, signal: AbortSignal,
): Promise<TestedConnection> {
  const source = context.sources.find((candidate) => candidate.key === connection.sourceKey && candidate.key !== 'hubspot');
  if (source === undefined) throw new AppError('request.invalid', { userMessage: 'There is no such source.', fix: 'Use one of the listed sources.' });
  const bare = NoneYet.safeParse(connection.config);
  const config = checkSettings(source, bare.success ? { ...bare.data, tables: [PLACEHOLDER] } : connection.config);
  const now = context.now();
  const free = await context.database.inPortal(owner.portalId, (tx) => takeTestTurn(tx, owner.portalId, owner.userId, { since: new Date(now - WINDOW_MS), most: MOST_TESTS }));
  if (!free) throw new AppError('connection.too_many_tests');

  const until = context.sleep(FAILS_AFTER_MS, signal).catch(() => undefined);
  const wanted = bare.success ? [] : Tables.safeParse(config).data?.tables ?? [];
  const asking = { portalId: owner.portalId, config, signal, lane: 'background', now: context.now, recordProperty: async () => null } as const;
  try {
    const offers = await source.offers?.(asking) ?? [];
    const tables = bare.success ? [] : await source.tables(asking, SOME_RECORD);
    const found = new Set(tables.map((table) => table.key));
    return { readable: [...found], missing: wanted.filter((table) => !found.has(table.key)).map((table) => table.key), offers };
  } catch (thrown) {
    const error = toAppError(thrown);
    await until;
    if (error.code !== 'source.unavailable' && error.code !== 'source.timeout') throw error;
    throw new AppError('source.unavailable', { userMessage: 'No database answers at this address.', fix: 'Check host and port. An address inside your network must be opened by whoever runs Siderail.' });
  }
}
