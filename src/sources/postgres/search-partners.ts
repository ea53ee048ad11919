import { AppError } from '../../core/errors/index.ts';
import { choosePartners } from '../database/choose-partners.ts';
import type { PartnerRows, PartnerSearch, SourceContext, SourceQuery } from '../define-source.ts';
import type { CatalogueOf } from './cached-catalogue.ts';
import { partnersByKey, partnersByTerms, partnersWhere } from './find-partners.ts';
import type { Limits } from './limits.ts';
import { ruleOf } from './link-condition.ts';
import { partnerOf } from './partner-of.ts';
import type { PostgresConfig } from './postgres-config.ts';
import type { Rows } from './send-question.ts';
import type { Statement } from './statement.ts';

/** What `partners` of a source promises. Throws table.unknown where the table's rows belong to nothing. */
export async function searchPartners(
  context: SourceContext<PostgresConfig>, catalogueOf: CatalogueOf, query: SourceQuery, search: PartnerSearch,
  { ask, limits }: { readonly ask: (statement: Statement, timeoutMs?: number) => Promise<Rows>; readonly limits: Limits },
): Promise<PartnerRows> {
  const { record } = query;
  const settings = context.config.tables.find((table) => table.key === query.table.key);
  const found = settings === undefined || record === null ? null : partnerOf(context.config, await catalogueOf(context), settings, record.objectTypeId);
  if (settings === undefined || record === null || found === null) throw new AppError('table.unknown', { detail: `no partner of ${query.table.key}` });
  return choosePartners(found.link, search, {
    byTerms: (terms) => partnersByTerms(ask, found, terms, limits),
    byKeys: (keys) => partnersByKey(ask, found, keys),
    byMatch: (value) => partnersWhere(ask, found, found.match, [value]),
    rule: () => ruleOf(context, settings.links.filter((link) => link.objectTypeId === record.objectTypeId), record),
  });
}
