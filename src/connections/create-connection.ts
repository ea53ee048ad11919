import type { AddConnectionRequest, ConnectionTable, ListConnectionsResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { requireAdmin } from '../policies/index.ts';
import { addConnection } from './add-connection.ts';
import { formatAddress } from './address.ts';
import { listConnections } from './connections.store.ts';
import { showConnections } from './show-connections.ts';

/** Each is asked when a record is opened. */
const MOST = 20;

/** An admin's new connection, under a key that no other has. Throws access.admin_only, request.invalid. */
export async function createConnection(context: Context, caller: Caller, { name, address, tables }: AddConnectionRequest, signal: AbortSignal): Promise<ListConnectionsResponse> {
  await requireAdmin(context, caller, signal);
  if (address.password === '') throw new AppError('request.invalid', { userMessage: 'The connection has no password.', fix: 'Enter the password of the database user.' });
  const others = await context.database.inPortal(caller.portalId, listConnections);
  if (others.length >= MOST) throw new AppError('request.invalid', { userMessage: `This HubSpot account already has ${MOST} connections.`, fix: 'Change one of them instead.' });
  const key = `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 30)}-${context.newId().slice(0, 6)}`.replace(/^-/, '');
  const config = { url: formatAddress(address), tables: tables.map((table, at) => settingsOf(table, at)) };
  await addConnection(context, caller.portalId, { key, name, sourceKey: address.sourceKey, config }, caller.userId);
  return showConnections(context, caller, signal);
}

function settingsOf({ title, schema, table, rowKey, portal, links }: ConnectionTable, at: number): object {
  // The number keeps two tables apart whose names differ only in what a key cannot hold.
  const key = `${table.replace(/[^A-Za-z0-9_.-]/g, '_').slice(0, 100)}${at === 0 ? '' : `-${at + 1}`}`;
  return { key, title, schema, table, rowKey, portal, links };
}
