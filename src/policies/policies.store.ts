import { AccountSettings, Policy } from '#contract';
import { z } from 'zod';
import type { Database, Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { DEFAULT_ACCOUNT } from './default-account.ts';
import { DEFAULT_POLICY } from './default-policy.ts';
import { Rights } from './rights.ts';

export type StoredPolicy = { readonly policy: Policy; readonly account: AccountSettings; readonly version: number; readonly changedAt: Date | null; readonly changedBy: string | null };

/** The portal's policy and settings; the default ones, as version 0, before anybody changed them. */
export async function findPolicy(tx: Tx, portalId: PortalId): Promise<StoredPolicy> {
  return toStored(await tx.portalPolicy.findUnique({ where: { portalId: BigInt(portalId) } }));
}

type PolicyRow = { readonly policy: unknown; readonly account: unknown; readonly version: number; readonly changedAt: Date; readonly changedBy: string };

function toStored(row: PolicyRow | null): StoredPolicy {
  if (row === null) return { policy: DEFAULT_POLICY, account: DEFAULT_ACCOUNT, version: 0, changedAt: null, changedBy: null };
  return { policy: Policy.parse(row.policy), account: row.account === null ? DEFAULT_ACCOUNT : AccountSettings.parse(row.account), version: row.version, changedAt: row.changedAt, changedBy: row.changedBy };
}

const POLICY_AND_FACTS = `
  select i.installed_by_user_id as "installedByUserId", i.scopes, p.policy, p.account, p.version, p.changed_at as "changedAt", p.changed_by as "changedBy"
  from (select $1::bigint as portal_id) as own left join installs i using (portal_id) left join portal_policies p using (portal_id)`;

/** Both in one look: asked for whatever a card shows. */
export async function readPolicyAndFacts(database: Database, portalId: PortalId): Promise<{ readonly stored: StoredPolicy; readonly facts: InstallFacts | null }> {
  const [row] = await database.readInPortal<PolicyRow & InstallFacts>(portalId, POLICY_AND_FACTS, [portalId]);
  return { stored: toStored(row === undefined || row.version === null ? null : row), facts: row === undefined || row.scopes === null ? null : row };
}

/** Replaces the policy when `version` is still the current one; false otherwise. */
export async function replacePolicy(tx: Tx, portalId: PortalId, { policy, account, version, by, at }: { policy: Policy; account: AccountSettings; version: number; by: string; at: Date }): Promise<boolean> {
  const data = { policy, account, version: version + 1, changedBy: by, changedAt: at };
  if (version === 0) {
    const made = await tx.portalPolicy.createMany({ data: [{ portalId: BigInt(portalId), ...data }], skipDuplicates: true });
    return made.count === 1;
  }
  const changed = await tx.portalPolicy.updateMany({ where: { portalId: BigInt(portalId), version }, data });
  return changed.count === 1;
}

export type InstallFacts = { readonly installedByUserId: string; readonly scopes: readonly string[] };

/** Who installed the app, and what HubSpot granted. */
export async function findInstallFacts(tx: Tx, portalId: PortalId): Promise<InstallFacts | null> {
  return tx.install.findUnique({ where: { portalId: BigInt(portalId) }, select: { installedByUserId: true, scopes: true } });
}

const Query = z.object({ columns: z.array(z.string()), filters: z.array(z.object({ column: z.string() })) });
const Titles = z.array(z.object({ key: z.string(), title: z.string() }));

/** A table of an export as it was read: which, its columns and filters, and with which rights. `titles`: of its columns, by key. */
export type ReadTable = {
  readonly tableId: string; readonly title: string; readonly columns: readonly string[]; readonly filters: readonly string[]; readonly access: Rights;
  readonly titles: ReadonlyMap<string, string>;
};

/** The tables behind an export's file. */
export async function listReadTables(tx: Tx, jobId: string): Promise<ReadTable[]> {
  const sheets = await tx.exportSheet.findMany({ where: { jobId }, orderBy: { sheet: 'asc' }, select: { tableId: true, title: true, query: true, columns: true, access: true } });
  return sheets.map(({ tableId, title, query, columns: shown, access }) => {
    const { columns, filters } = Query.parse(query);
    const titles = new Map(Titles.parse(shown).map((column) => [column.key, column.title]));
    return { tableId, title, columns, filters: filters.map(({ column }) => column), access: Rights.parse(access ?? {}), titles };
  });
}
