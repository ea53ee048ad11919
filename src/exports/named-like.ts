import type { ColumnTitles, StartExportRequest } from '#contract';
import type { StoredSheet } from './exports.store.ts';
import { flatKey } from './sheets/flat-key.ts';

/** The request with every column called what it is called in a file that was made of these sheets, the first table first. */
export function namedLike<Request extends Pick<StartExportRequest, 'joined'>>(request: Request, [first, ...others]: readonly StoredSheet[]): Request {
  const { joined } = request;
  const tables = joined?.tables.map((table, n) => ({ ...table, ...titlesOf(others[n]) }));
  return { ...request, ...titlesOf(first), ...(joined === undefined || tables === undefined ? {} : { joined: { ...joined, tables } }) };
}

function titlesOf(sheet: StoredSheet | undefined): { readonly titles?: ColumnTitles } {
  if (sheet === undefined) return {};
  const titles = new Map(sheet.columns.map(({ key, title }) => [key, title]));
  const named = sheet.query.columns.map((key) => [key, titles.get(sheet.role.kind === 'flat' ? flatKey(key) : key)] as const);
  return { titles: Object.fromEntries(named.flatMap(([key, title]) => (title === undefined ? [] : [[key, title]]))) };
}
