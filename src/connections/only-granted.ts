import type { ActionSummary } from '#contract';
import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { parseTableId } from '../core/ids/table-id.ts';
import { grantedScopes, reconnectUrl, scopesOfTable } from '../installs/index.ts';
import { HUBSPOT_CONNECTION } from './open-connection.ts';
import type { ListedTables } from './list-tables.ts';

type Offered = ListedTables & { readonly actions: readonly { readonly summary: ActionSummary; readonly scopes: readonly string[] }[] };

/**
 * What of the offered works with the access that was granted. What does not is left out and named among the problems,
 * with the reason and the link that helps.
 */
export async function onlyGranted(context: Context, portalId: PortalId, offered: Offered): Promise<ListedTables & { readonly actions: ActionSummary[] }> {
  const granted = await grantedScopes(context, portalId);
  const works = (scopes: readonly string[]): boolean => scopes.every((scope) => granted.has(scope));
  const tableWorks = ({ id }: { readonly id: string }): boolean => {
    const { connection, table } = parseTableId(id);
    return connection !== HUBSPOT_CONNECTION.key || works(scopesOfTable(table));
  };
  const tables = offered.tables.filter(tableWorks);
  const related = offered.related.filter(tableWorks);
  const actions = offered.actions.filter(({ scopes }) => works(scopes)).map(({ summary }) => summary);

  const off = [
    ...offered.tables.filter((table) => !tables.includes(table)).map(({ title }) => title),
    ...offered.related.filter((table) => !related.includes(table)).map(({ title }) => title),
    ...offered.actions.filter(({ scopes }) => !works(scopes)).map(({ summary }) => summary.title),
  ];
  if (off.length === 0) return { tables, related, problems: offered.problems, actions };
  const problem = {
    sourceTitle: HUBSPOT_CONNECTION.name, message: `Not there, because Siderail was not given access to it: ${[...new Set(off)].join(', ')}.`,
    fix: `Ask a HubSpot admin to connect Siderail again: ${reconnectUrl(context, portalId)}`,
  };
  return { tables, related, problems: [...offered.problems, problem], actions };
}
