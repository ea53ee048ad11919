import { AppError } from '../../core/errors/index.ts';
import { choosePartners } from '../database/choose-partners.ts';
import type { PartnerRows, PartnerSearch, SourceContext, SourceQuery } from '../define-source.ts';
import type { CatalogueOf } from './cached-catalogue.ts';
import type { Rows } from './client.ts';
import { partnersByKey, partnersByTerms, partnersWhere } from './find-partners.ts';
import type { Limits } from './limits.ts';
import { ruleOf } from './link-condition.ts';
import type { MysqlConfig } from './mysql-config.ts';
import { partnerOf } from './partner-of.ts';
import type { Sql } from './sql.ts';

/** What `partners` of a source promises. Throws table.unknown where the table's rows belong to nothing. */
export async function searchPartners(
  context: SourceContext<MysqlConfig>, catalogueOf: CatalogueOf, query: SourceQuery, search: PartnerSearch,
  { ask, limits }: { readonly ask: (statement: Sql, timeoutMs?: number) => Promise<Rows>; readonly limits: Limits },
): Promise<PartnerRows> {
  const { record } = query;
  const settings = context.config.tables.find((table) => table.key === query.table.key);
  const found = settings === undefined || record === null ? null : partnerOf(context.config, await catalogueOf(context, context.config.tables), settings, record.objectTypeId);
  if (settings === undefined || record === null || found === null) throw new AppError('table.unknown', { detail: `no partner of ${query.table.key}` });
  return choosePartners(found.link, search, {
    byTerms: (terms) => partnersByTerms(ask, found, terms, limits),
    byKeys: (keys) => partnersByKey(ask, found, keys),
    byMatch: (value) => partnersWhere(ask, found, found.match, [value]),
    rule: () => ruleOf(context, settings.links.filter((link) => link.objectTypeId === record.objectTypeId), record),
  });
}
