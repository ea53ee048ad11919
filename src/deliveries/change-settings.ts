import type { DestinationChange } from '#contract';
import { newSigningSecret } from './new-signing-secret.ts';
import type { Settings } from './settings.ts';

/** `secret`: a signing secret that was made for the new place, to be shown once. */
export type Changed = { readonly settings: Settings; readonly secret: string | null };

/**
 * Stored settings with a change. A secret that is left out stays only while host, port, user and key of the place do:
 * it was given for that place and no other (T40). Null when it has to be entered again; a webhook's is made anew instead.
 */
export function changeSettings(stored: Settings, change: DestinationChange): Changed | null {
  if (change.kind === 'task') return { settings: change, secret: null };
  if (change.kind === 's3' && stored.kind === 's3') {
    const { secretAccessKey = same(stored, change, ['endpoint', 'region', 'accessKeyId']) ? stored.secretAccessKey : undefined, ...rest } = change;
    return secretAccessKey === undefined ? null : { settings: { ...rest, secretAccessKey }, secret: null };
  }
  if (change.kind === 'sftp' && stored.kind === 'sftp') {
    if (change.password !== undefined || change.privateKey !== undefined) return { settings: change, secret: null };
    if (!same(stored, change, ['host', 'port', 'user', 'hostKey'])) return null;
    const kept = stored.password === undefined ? { privateKey: stored.privateKey } : { password: stored.password };
    return { settings: { ...change, ...kept }, secret: null };
  }
  if (change.kind === 'webhook' && stored.kind === 'webhook') {
    const { url = stored.url } = change;
    if (new URL(url).origin === new URL(stored.url).origin) return { settings: { ...stored, url }, secret: null };
    const secret = newSigningSecret();
    return { settings: { kind: 'webhook', url, secret }, secret };
  }
  if (change.kind === 'slack' && stored.kind === 'slack') return { settings: { ...stored, ...(change.url === undefined ? {} : { url: change.url }) }, secret: null };
  if (change.kind === 'teams' && stored.kind === 'teams') return { settings: { ...stored, ...(change.url === undefined ? {} : { url: change.url }) }, secret: null };
  return null;
}

function same<Key extends string>(before: { readonly [K in Key]?: unknown }, after: { readonly [K in Key]?: unknown }, keys: readonly Key[]): boolean {
  return keys.every((key) => before[key] === after[key]);
}
