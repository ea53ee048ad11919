import { AppError } from '../core/errors/app-error.ts';
import type { PortalId } from '../core/ids/portal-id.ts';

/** The name of one file. Made only by `fileKey`, so it begins with its portal and cannot leave the store's root. */
export type FileKey = string & { readonly brand: 'FileKey' };

/** Everything below a name. A key is a prefix too; `portals/1` never covers `portals/11`. */
export type FilePrefix = string & { readonly brand: 'FileKey' | 'FilePrefix' };

const PART = /^[A-Za-z0-9_-](?:[A-Za-z0-9_.-]{0,98}[A-Za-z0-9_-])?$/;
const PORTAL = /^[1-9]\d{0,18}$/;
/** S3 allows 1,024 bytes for a key; the rest is left to the store's own prefix. */
const MAX_LENGTH = 700;
/** Names that Windows gives to devices, with any extension. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/**
 * `fileKey('62', 'exports', id, 'chunks', '000-000001')` is `portals/62/exports/<id>/chunks/000-000001`.
 * Parts are chosen by the server, never by a person: letters, digits, `_`, `-` and inner dots, at most 100.
 * A key must not also be the folder of another key: a disk cannot hold both.
 */
export function fileKey(portalId: PortalId, first: string, ...rest: readonly string[]): FileKey {
  return joined(portalId, [first, ...rest]) as FileKey;
}

/** All files of a portal, or of one thing in it: `filePrefix('62')`, `filePrefix('62', 'exports', id)`. */
export function filePrefix(portalId: PortalId, ...parts: readonly string[]): FilePrefix {
  return joined(portalId, parts) as FilePrefix;
}

/** True for text that `fileKey` could have made: for what a listing found, and against forged types. */
export function isFileKey(text: string): text is FileKey {
  return isFilePrefix(text) && text.split('/').length > 2;
}

/** True for text that `filePrefix` could have made. */
export function isFilePrefix(text: string): text is FilePrefix {
  const [top, portalId, ...parts] = text.split('/');
  return text.length <= MAX_LENGTH && top === 'portals' && PORTAL.test(portalId ?? '') && parts.every(isPart);
}

function joined(portalId: PortalId, parts: readonly string[]): string {
  const text = ['portals', portalId, ...parts].join('/');
  // A part with a slash in it would look like two good parts in the joined text.
  if (parts.every(isPart) && isFilePrefix(text)) return text;
  throw refusedKey();
}

function isPart(part: string): boolean {
  return PART.test(part) && !part.includes('..') && !DEVICE.test(part);
}

/** The refused text is left out of the message: it is whatever an attacker or a bug put there. */
export function refusedKey(): AppError {
  return new AppError('internal', { retry: 'never', detail: 'a file key was refused: it is not one the server makes' });
}
