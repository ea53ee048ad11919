import type { TestConnectionRequest, TestConnectionResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { requireAdmin } from '../policies/index.ts';
import { formatAddress } from './address.ts';
import { keepPassword } from './keep-password.ts';
import { storedSettings } from './stored-settings.ts';
import { testConnection } from './test-connection.ts';

/** An admin's test of a new address, or of a stored connection; nothing is kept. Throws access.admin_only, connection.unknown and what `testConnection` throws. */
export async function tryConnection(context: Context, caller: Caller, { key, address }: TestConnectionRequest, signal: AbortSignal): Promise<TestConnectionResponse> {
  await requireAdmin(context, caller, signal);
  const before = key === null ? null : (await storedSettings(context, caller.portalId, key)).settings;
  const config = before === null ? { url: formatAddress(address), tables: [] } : keepPassword(before, { ...before, url: formatAddress(address) });
  if (config === null) throw new AppError('request.invalid', { userMessage: 'The connection leads to another place now, so its password was not taken along.', fix: 'Enter the password for the new place.' });
  const { offers, readable, missing } = await testConnection(context, caller, { sourceKey: address.sourceKey, config }, signal);
  const titleOf = (tableKey: string): string => before?.tables.find((table) => table.key === tableKey)?.title ?? tableKey;
  return { offers: offers.map((offer) => ({ ...offer, columns: [...offer.columns], keys: [...offer.keys] })), readable: readable.map(titleOf), missing: missing.map(titleOf) };
}
