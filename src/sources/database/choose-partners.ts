import type { MatchTerm, PartnerRow, PartnerRows, PartnerSearch } from '../define-source.ts';

type Link = { readonly column: string; readonly through?: object | undefined };
type Look<OwnLink> = {
  readonly byTerms: (terms: readonly MatchTerm[]) => Promise<PartnerRows>;
  readonly byKeys: (keys: readonly string[]) => Promise<PartnerRow[]>;
  /** Rows whose compared column holds this value. */
  readonly byMatch: (value: string) => Promise<PartnerRow[]>;
  /** The first link of the record that has a value, and that value. */
  readonly rule: () => Promise<{ readonly link: OwnLink; readonly value: string } | null>;
};

/** What `partners` of a database's source promises, once the partner is found, which `link` leads to: by words, by keys, or by the record's own rule. */
export async function choosePartners<OwnLink extends Link>(link: OwnLink, search: PartnerSearch, look: Look<OwnLink>): Promise<PartnerRows> {
  if (search.by === 'terms') return look.byTerms(search.terms);
  if (search.by === 'keys') return whole(await look.byKeys(search.keys));

  const ruled = await look.rule();
  if (ruled === null) return whole([]);
  if (ruled.link === link) return whole(await look.byMatch(ruled.value));
  // Another link may name the partner's key itself; one by another column leads to another kind of partner.
  const namesKey = ruled.link.through === undefined && ruled.link.column === link.column;
  return whole(namesKey ? await look.byKeys([ruled.value]) : []);
}

function whole(rows: PartnerRows['rows']): PartnerRows {
  return { rows, looked: rows.length, complete: true };
}
