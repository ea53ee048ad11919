import type { RecordRef } from '#contract';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { getObject, type CallPurpose } from '../hubspot/index.ts';
import { readLink, readLinks } from '../links/index.ts';
import type { Rights } from '../policies/index.ts';
import type { RecordLink, Source, SourceContext } from '../sources/define-source.ts';
import { readConnection } from './connections.store.ts';
import type { StoredConnection } from './connections.store.ts';
import { switchedOff } from './switched-off.ts';

/** HubSpot itself: every install has it, nobody configures it. */
export const HUBSPOT_CONNECTION: StoredConnection = { key: 'hubspot', sourceKey: 'hubspot', name: 'HubSpot', sealedConfig: '', disabledAt: null, version: 0 };

/** One portal's source, ready to be asked. */
export type OpenConnection = { readonly key: string; readonly name: string; readonly source: Source<unknown>; readonly context: SourceContext<unknown> };

/**
 * Who wants to do what with a table. There is no table without a person and a verb: whoever opens one has asked the
 * portal's policy. `granted` are the rights a job began with; it goes on with them, and only while they still hold.
 */
export type Asking = {
  readonly portalId: PortalId;
  readonly userId: string;
  readonly verb: 'view' | 'export';
  readonly lane: 'person' | 'background';
  readonly signal: AbortSignal;
  readonly purpose?: CallPurpose;
  /** As in the source's context. */
  readonly heard?: () => void;
  readonly granted?: Rights;
  /** As in the source's context. */
  readonly anew?: true;
};

/** Opens a stored connection: unseals its settings and gives its source what one call needs. Throws connection.disabled. */
export async function openStored(context: Context, asking: Asking, stored: StoredConnection): Promise<OpenConnection> {
  if (stored.disabledAt !== null) throw switchedOff(stored.name);
  const source = context.sources.find((candidate) => candidate.key === stored.sourceKey);
  if (source === undefined) throw new AppError('table.unknown', { detail: `no source ${stored.sourceKey}` });
  const plain = stored.sealedConfig === '' ? '{}' : await context.sealer.open(asking.portalId, `connection:${stored.key}`, stored.sealedConfig);

  async function readProperty(record: RecordRef, property: string): Promise<string | null> {
    const found = await getObject(context.hubspot, asking, { objectType: record.objectTypeId, id: record.objectId, properties: [property] });
    return found.properties[property] ?? null;
  }

  // Page, count and totals of one click ask the same; HubSpot is asked once.
  const asked = new Map<string, Promise<string | null>>();
  function recordProperty(record: RecordRef, property: string): Promise<string | null> {
    const key = `${record.objectTypeId} ${record.objectId} ${property}`;
    const answer = asked.get(key) ?? readProperty(record, property);
    asked.set(key, answer);
    return answer;
  }

  // A link that is changed meanwhile changes nothing of what was begun.
  const links = new Map<string, Promise<RecordLink>>();
  function recordLink(record: RecordRef, partner: string): Promise<RecordLink> {
    const key = `${record.objectTypeId} ${record.objectId} ${partner}`;
    const answer = links.get(key) ?? readLink(context, asking.portalId, { record, connection: stored.key, partner }, asking.purpose?.jobId);
    links.set(key, answer);
    return answer;
  }

  const recordLinks = (objectTypeId: string, ids: readonly string[], partner: string): Promise<ReadonlyMap<string, RecordLink>> => readLinks(context, asking.portalId, { objectTypeId, connection: stored.key, partner }, ids);

  const { portalId, lane, signal, purpose, heard, anew } = asking;
  const sourceContext = { portalId, lane, signal, ...(purpose === undefined ? {} : { purpose }), ...(heard === undefined ? {} : { heard }), ...(anew === undefined ? {} : { anew }), config: source.config.parse(JSON.parse(plain)), now: context.now, recordProperty, recordLink, recordLinks };
  return { key: stored.key, name: stored.name, source, context: sourceContext };
}

/** Opens a connection by key. An unknown key and another portal's key both throw table.unknown. */
export async function openConnection(context: Context, asking: Asking, key: string): Promise<OpenConnection> {
  if (key === HUBSPOT_CONNECTION.key) return openStored(context, asking, HUBSPOT_CONNECTION);
  const stored = await readConnection(context.database, asking.portalId, key);
  if (stored === null) throw new AppError('table.unknown', { detail: `no connection ${key}` });
  return openStored(context, asking, stored);
}
