import type { Context } from '../context/index.ts';
import type { Parcel } from './define-kind.ts';

export type Message = { readonly line: string; readonly url: string | null };

const MOST_LETTERS = 150;

/**
 * What a channel reads of an export. It holds no link to the file: those are personal. Names are one line without
 * control or direction marks.
 */
export function messageOf(context: Context, parcel: Parcel): Message {
  const { portalId, record } = parcel;
  const line = `Export “${oneLine(parcel.title)}” is ready: ${parcel.rows.toLocaleString('en-US')} rows, for ${oneLine(parcel.userEmail)}.`;
  return { line, url: record === null ? null : `${context.settings.hubspotAppOrigin}/contacts/${portalId}/record/${record.objectTypeId}/${record.objectId}` };
}

/** A name as it may stand in a message. */
export function oneLine(text: string): string {
  const line = [...text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()];
  return line.length > MOST_LETTERS ? `${line.slice(0, MOST_LETTERS).join('')}…` : line.join('');
}
