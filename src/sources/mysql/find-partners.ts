import { AppError } from '../../core/errors/index.ts';
import { MATCH_FIELDS } from '../../core/match/index.ts';
import type { MatchTerm, PartnerRow, PartnerRows } from '../define-source.ts';
import type { CatalogueColumn } from './catalogue.ts';
import { asText } from './compared.ts';
import type { Limits } from './limits.ts';
import type { FoundPartner } from './partner-of.ts';
import { bound, joinSql, quoteName, sql, wholeNumber, words } from './sql.ts';
import type { Sql } from './sql.ts';
import { valueEquals } from './value-equals.ts';

/** What is compared and shown of a field. */
const FIELD_CHARS = 200;
const MOST_FOUND = 50;

type Rows = readonly (readonly (string | null)[])[];
type Ask = (statement: Sql, timeoutMs?: number) => Promise<Rows>;

/** One row of the partner per key that it has. */
export async function partnersByKey(ask: Ask, found: FoundPartner, keys: readonly string[]): Promise<PartnerRow[]> {
  if (keys.length === 0) return [];
  if (keys.length > MOST_FOUND) throw new AppError('request.too_large');
  return partnersWhere(ask, found, found.key, keys);
}

/** The rows whose `column` is one of these values, one per key. */
export async function partnersWhere(ask: Ask, found: FoundPartner, column: CatalogueColumn, values: readonly string[]): Promise<PartnerRow[]> {
  // A column that many rows share is not read through: its first row says as much as all of them.
  const each = wholeNumber(column === found.key ? 1 : MOST_FOUND);
  const parts = values.map((value) => sql`(select ${fieldsSql(found)} from ${relationOf(found)} as l where ${valueEquals('l', column, value)} limit ${each})`);
  const rows = await ask(sql`select k, ${joinSql(FIELDS.map((field) => sql`min(${field})`), ', ')} from (${joinSql(parts, ' union all ')}) as found
    where k is not null group by k order by k limit ${wholeNumber(MOST_FOUND)}`);
  return rows.map(toPartner);
}

/**
 * The rows that hold most of the terms, of the first `limits.matchRows` rows of the table in the order the database gives
 * them: no index is taken for granted, so the bound and the time are what keeps the question small.
 */
export async function partnersByTerms(ask: Ask, found: FoundPartner, terms: readonly MatchTerm[], limits: Limits): Promise<PartnerRows> {
  const scores = terms.filter(({ field }) => found.partner.fields[field] !== undefined).map(scoreOf);
  if (scores.length === 0) return { rows: [], looked: 0, complete: true };
  const relation = relationOf(found);
  const most = wholeNumber(limits.matchRows);
  const statement = sql`select best.k, ${joinSql(FIELDS.map((field) => sql`best.${field}`), ', ')}, cast(counted.looked as char)
    from (select count(*) as looked from (select 1 as one from ${relation} as l limit ${most}) as looked) as counted
    left join (
      select k, max(score) as score, ${joinSql(FIELDS.map((field) => sql`min(${field}) as ${field}`), ', ')}
      from (select looked.*, ${joinSql(scores, ' + ')} as score from (select ${fieldsSql(found)} from ${relation} as l limit ${most}) as looked) as scored
      where score > 0 and k is not null group by k order by 2 desc, 1 limit ${wholeNumber(MOST_FOUND)}
    ) as best on true order by best.score desc, best.k`;
  try {
    const rows = await ask(statement, limits.matchMs);
    const looked = Number(rows[0]?.at(-1) ?? 0);
    return { rows: rows.filter(([key]) => key !== null).map(toPartner), looked, complete: looked < limits.matchRows };
  } catch (error) {
    if (error instanceof AppError && error.code === 'source.timeout') return { rows: [], looked: 0, complete: false };
    throw error;
  }
}

const FIELDS = MATCH_FIELDS.map((_field, at) => words(`f${at}`));

function scoreOf({ field, contains, weight }: MatchTerm): Sql {
  const pattern = `%${contains.replaceAll(/[|%_]/g, (sign) => `|${sign}`)}%`;
  const cell = FIELDS[MATCH_FIELDS.indexOf(field)]!;
  return sql`case when lower(${cell}) like convert(${bound(pattern)} using utf8mb4) collate utf8mb4_bin escape '|' then ${wholeNumber(Math.trunc(weight))} else 0 end`;
}

/** `k` and one column per field, null where the partner has none. */
function fieldsSql({ key, table, partner }: FoundPartner): Sql {
  const cells = MATCH_FIELDS.map((field, at) => {
    const column = table.columns.get(partner.fields[field] ?? '');
    const cell = column === undefined ? words('cast(null as char)') : sql`left(${asText('l', column)}, ${wholeNumber(FIELD_CHARS)})`;
    return sql`convert(${cell} using utf8mb4) collate utf8mb4_bin as ${FIELDS[at]!}`;
  });
  return joinSql([sql`convert(${asText('l', key)} using utf8mb4) collate utf8mb4_bin as k`, ...cells], ', ');
}

function relationOf({ table }: FoundPartner): Sql {
  return sql`${quoteName(table.schema)}.${quoteName(table.name)}`;
}

function toPartner([key, externalId, domain, email, name]: readonly (string | null)[]): PartnerRow {
  return { key: key ?? '', externalId: externalId ?? null, domain: domain ?? null, email: email ?? null, name: name ?? null };
}
