import { AppError } from '../../core/errors/index.ts';
import { MATCH_FIELDS } from '../../core/match/index.ts';
import type { MatchTerm, PartnerRow, PartnerRows } from '../define-source.ts';
import type { CatalogueColumn } from './catalogue.ts';
import { compared } from './compared.ts';
import type { Limits } from './limits.ts';
import type { FoundPartner } from './partner-of.ts';
import { quoteName } from './quote-name.ts';
import type { Rows } from './send-question.ts';
import { createBinder } from './statement.ts';
import type { Binder, Statement } from './statement.ts';
import { valueEquals } from './value-equals.ts';

/** What is compared and shown of a field. */
const FIELD_CHARS = 200;
const MOST_FOUND = 50;

type Ask = (statement: Statement, timeoutMs?: number) => Promise<Rows>;

/** One row of the partner per key that it has. */
export async function partnersByKey(ask: Ask, found: FoundPartner, keys: readonly string[]): Promise<PartnerRow[]> {
  if (keys.length === 0) return [];
  if (keys.length > MOST_FOUND) throw new AppError('request.too_large');
  return partnersWhere(ask, found, found.key, keys);
}

/** The rows whose `column` is one of these values, one per key. */
export async function partnersWhere(ask: Ask, found: FoundPartner, column: CatalogueColumn, values: readonly string[]): Promise<PartnerRow[]> {
  const binder = createBinder();
  // A column that many rows share is not read through: its first row says as much as all of them.
  const each = column === found.key ? 1 : MOST_FOUND;
  const parts = values.map((value) => `(select ${fieldsSql(found)} from ${relationOf(found)} as l where ${valueEquals('l', column, value, binder)} limit ${each})`);
  const rows = await ask({ text: `select k, ${MATCH_FIELDS.map((_field, at) => `min(f${at})`).join(', ')} from (${parts.join(' union all ')}) as found where k is not null group by k order by k limit ${MOST_FOUND}`, values: binder.values });
  return rows.map(toPartner);
}

/**
 * The rows that hold most of the terms, of the first `limits.matchRows` rows of the table in the order the database gives
 * them: no index is taken for granted, so the bound and the time are what keeps the question small.
 */
export async function partnersByTerms(ask: Ask, found: FoundPartner, terms: readonly MatchTerm[], limits: Limits): Promise<PartnerRows> {
  const binder = createBinder();
  const scores = terms.filter(({ field }) => found.partner.fields[field] !== undefined).map((term) => scoreOf(term, binder));
  if (scores.length === 0) return { rows: [], looked: 0, complete: true };
  const fields = MATCH_FIELDS.map((_field, at) => `f${at}`);
  const text = `
    with looked as materialized (select ${fieldsSql(found)} from ${relationOf(found)} as l limit ${limits.matchRows}),
      best as (
        select k, max(score) as score, ${fields.map((field) => `min(${field}) as ${field}`).join(', ')}
        from (select *, ${scores.join(' + ')} as score from looked) as scored where score > 0 and k is not null group by k order by 2 desc, 1 limit ${MOST_FOUND})
    select best.k, ${fields.map((field) => `best.${field}`).join(', ')}, counted.looked::text
    from (select count(*) as looked from looked) as counted left join best on true order by best.score desc nulls last, best.k`;
  try {
    const rows = await ask({ text, values: binder.values }, limits.matchMs);
    const looked = Number(rows[0]?.at(-1) ?? 0);
    return { rows: rows.filter(([key]) => key !== null).map(toPartner), looked, complete: looked < limits.matchRows };
  } catch (error) {
    if (error instanceof AppError && error.code === 'source.timeout') return { rows: [], looked: 0, complete: false };
    throw error;
  }
}

function scoreOf({ field, contains, weight }: MatchTerm, binder: Binder): string {
  const pattern = `%${contains.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return `case when lower(f${MATCH_FIELDS.indexOf(field)}) like ${binder.bind(pattern, 'text')} escape '\\' then ${Math.trunc(weight)} else 0 end`;
}

/** `k` and one column per field, null where the partner has none. */
function fieldsSql({ key, table, partner }: FoundPartner): string {
  const cells = MATCH_FIELDS.map((field, at) => {
    const column = table.columns.get(partner.fields[field] ?? '');
    return `${column === undefined ? 'null::text' : `left(${compared('l', column)}::text collate "default", ${FIELD_CHARS})`} as f${at}`;
  });
  return [`${compared('l', key)}::text as k`, ...cells].join(', ');
}

function relationOf({ table }: FoundPartner): string {
  return `${quoteName(table.schema)}.${quoteName(table.name)}`;
}

function toPartner([key, externalId, domain, email, name]: readonly (string | null)[]): PartnerRow {
  return { key: key ?? '', externalId: externalId ?? null, domain: domain ?? null, email: email ?? null, name: name ?? null };
}
