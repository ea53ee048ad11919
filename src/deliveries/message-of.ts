import type { Context } from '../context/index.ts';
import type { News, Parcel } from './define-kind.ts';

export type Message = { readonly line: string; readonly url: string | null };

const MOST_LETTERS = 150;
const MOST_REASON = 400;

/**
 * What a channel reads of an export. It holds no link to the file: those are personal. Names are one line without
 * control or direction marks.
 */
export function messageOf(context: Context, parcel: Parcel): Message {
  const line = `Export “${oneLine(parcel.title)}” is ready: ${parcel.rows.toLocaleString('en-US')} rows, for ${oneLine(parcel.userEmail)}.`;
  return { line, url: pageOf(context, parcel) };
}

/** What a channel reads of an export that has no file. */
export function newsOf(context: Context, news: News): Message {
  const what = news.about === 'cancelled' ? 'was cancelled' : 'failed';
  const reason = news.reason === null ? '' : ` ${oneLine(news.reason, MOST_REASON)}`;
  const code = news.supportCode === null ? '' : ` Support code: ${news.supportCode}.`;
  return { line: `Export “${oneLine(news.title)}” for ${oneLine(news.userEmail)} ${what}.${reason}${code}`, url: pageOf(context, news) };
}

function pageOf(context: Context, { portalId, record }: Pick<Parcel, 'portalId' | 'record'>): string | null {
  return record === null ? null : `${context.settings.hubspotAppOrigin}/contacts/${portalId}/record/${record.objectTypeId}/${record.objectId}`;
}

/** A name as it may stand in a message. */
export function oneLine(text: string, most = MOST_LETTERS): string {
  const line = [...text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()];
  return line.length > most ? `${line.slice(0, most).join('')}…` : line.join('');
}
