import { sayIn } from '#sentences';
import type { Context } from '../context/index.ts';
import type { News, Parcel } from './define-kind.ts';
import { MESSAGE_WORDS } from './message-words.ts';

/** `open`: what the link to the record is called. */
export type Message = { readonly line: string; readonly url: string | null; readonly open: string };

const MOST_LETTERS = 150;
const MOST_REASON = 400;

/**
 * What a channel reads of an export, in the language of whoever asked for it. It holds no link to the file: those are personal. Names are one line without
 * control or direction marks.
 */
export function messageOf(context: Context, parcel: Parcel): Message {
  const { language, locale } = parcel.reading;
  const words = MESSAGE_WORDS[language];
  return { line: words.ready(oneLine(parcel.title), parcel.rows.toLocaleString(locale), parcel.rows === 1, oneLine(parcel.userEmail)), url: pageOf(context, parcel), open: words.openRecord };
}

/** What a channel reads of an export that has no file. */
export function newsOf(context: Context, news: News): Message {
  const { language } = news.reading;
  const words = MESSAGE_WORDS[language];
  const line = [
    words.ended[news.about](oneLine(news.title), oneLine(news.userEmail)),
    ...(news.reason === null ? [] : [oneLine(sayIn(language, news.reason), MOST_REASON)]),
    ...(news.supportCode === null ? [] : [words.supportCode(news.supportCode)]),
  ].join(' ');
  return { line, url: pageOf(context, news), open: words.openRecord };
}

function pageOf(context: Context, { portalId, record }: Pick<Parcel, 'portalId' | 'record'>): string | null {
  return record === null ? null : `${context.settings.hubspotAppOrigin}/contacts/${portalId}/record/${record.objectTypeId}/${record.objectId}`;
}

/** A name as it may stand in a message. */
export function oneLine(text: string, most = MOST_LETTERS): string {
  const line = [...text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()];
  return line.length > most ? `${line.slice(0, most).join('')}…` : line.join('');
}
