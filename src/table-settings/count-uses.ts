import type { TableUses } from '#contract';
import type { Place } from '../connections/index.ts';
import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { countOpenExports } from '../exports/index.ts';
import { countLinked } from '../links/index.ts';
import { policyOf } from '../policies/index.ts';
import { countNaming } from '../templates/index.ts';

/** What depends on each table of a connection, so that whoever changes one knows before. Workflows are HubSpot's and are not counted. */
export async function countUses(tx: Tx, portalId: PortalId, connection: string, { partners }: Pick<Place, 'partners'>): Promise<(table: string) => TableUses> {
  const { rules } = await policyOf(tx, portalId);
  const [naming, open, linked] = [await countNaming(tx, connection), await countOpenExports(tx, connection), await countLinked(tx, portalId, connection)];
  return (table) => {
    const named = naming.find((one) => one.table === table);
    const own = partners.filter((partner) => partner.table === table);
    return {
      templates: named?.templates ?? 0,
      schedules: named?.schedules ?? 0,
      rules: rules.filter((rule) => rule.table === table && (rule.connection === null || rule.connection === connection)).length,
      exports: open.find((one) => one.table === table)?.exports ?? 0,
      links: linked.filter(({ partner, objectTypeId }) => own.some((one) => one.id === partner && one.objectTypeId === objectTypeId)).reduce((sum, { records }) => sum + records, 0),
    };
  };
}
