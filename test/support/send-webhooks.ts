import { createHmac } from 'node:crypto';
import { CARD_ORIGIN } from './start-test-app.ts';
import type { TestApp } from './start-test-app.ts';

export type WireEvent = Readonly<Record<string, unknown>>;

const SECRET = 'sandbox-secret-0123456789abcdef';

let counter = 0;

/** An event as HubSpot sends it; by default a change of a contact's first name, just now. */
export function wireEvent(change: WireEvent = {}): WireEvent {
  counter += 1;
  return {
    eventId: counter, subscriptionId: 77, portalId: 4711001, appId: 990001, occurredAt: Date.now(), subscriptionType: 'object.propertyChange',
    attemptNumber: 0, objectId: 1_000 + counter, objectTypeId: '0-1', propertyName: 'firstname', propertyValue: 'Canary', changeSource: 'CRM_UI', ...change,
  };
}

/** Headers of a delivery, signed v3. Written apart from the server's own check on purpose. */
export function signWebhook(body: string, now = Date.now(), secret = SECRET): Record<string, string> {
  const timestamp = String(now);
  return {
    'content-type': 'application/json',
    'x-hubspot-signature-v3': createHmac('sha256', secret).update(`POST${CARD_ORIGIN}/webhooks/hubspot${body}${timestamp}`).digest('base64'),
    'x-hubspot-request-timestamp': timestamp,
  };
}

/** Sends one delivery and answers its status; 0 when the connection broke. */
export async function sendWebhooks(origin: string, body: string | readonly WireEvent[], headers?: Record<string, string>): Promise<number> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  try {
    const response = await fetch(`${origin}/webhooks/hubspot`, { method: 'POST', body: text, headers: headers ?? signWebhook(text) });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

export type StoredEvent = { readonly kind: string; readonly object_id: string; readonly state: string; readonly attempts: number; readonly reason: string | null; readonly sealed_raw: string | null };
export type StoredChange = { readonly object_type_id: string; readonly object_id: string; readonly state: string; readonly events: string; readonly changed_at: Date };

/** What the inbox of a portal holds, oldest first. */
export async function inboxOf(test: TestApp, portal = '4711001'): Promise<StoredEvent[]> {
  return inPortal<StoredEvent>(test, portal, 'select kind, object_id, state, attempts, reason, sealed_raw from webhook_events order by id');
}

/** What is known to have changed in a portal. */
export async function changesOf(test: TestApp, portal = '4711001'): Promise<StoredChange[]> {
  return inPortal<StoredChange>(test, portal, 'select object_type_id, object_id, state, events::text, changed_at from record_changes order by object_type_id, object_id::bigint');
}

async function inPortal<Row>(test: TestApp, portal: string, sql: string): Promise<Row[]> {
  const client = await test.app.context.database.pool.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('app.portal_id', $1, true)`, [portal]);
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.query('rollback');
    client.release();
  }
}
