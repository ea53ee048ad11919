import { invalid } from '../../http/problems.ts';
import type { ObjectTypeId } from '../object-types.ts';

/** HubSpot's association cursors are opaque: base64 of the type and the last id. They come URL-encoded, like the real ones. */
export function encodeCursor(to: ObjectTypeId, lastId: string): string {
  return encodeURIComponent(Buffer.from(`${to}-${lastId}`).toString('base64'));
}

/** The last id an association cursor stands for; 400 for anything that is not one of ours. */
export function decodeCursor(to: ObjectTypeId, cursor: string): string {
  const text = Buffer.from(safeDecode(cursor), 'base64').toString();
  const lastId = text.startsWith(`${to}-`) ? text.slice(to.length + 1) : '';
  if (!/^\d{1,18}$/.test(lastId)) throw invalid(`Invalid paging cursor: ${cursor}`);
  return lastId;
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
