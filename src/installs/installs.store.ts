import type { Install as InstallRow } from '../core/db/generated/client.ts';
import type { Database, Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';

export type { InstallRow };

/** A grant as a refresh sees it. Times are told by the database alone: the clocks of our processes do not agree (F34). */
export type HeldGrant = Pick<InstallRow, 'state' | 'sealedAccessToken' | 'sealedRefreshToken' | 'refreshFailures' | 'grantNo' | 'installedByEmail'> & {
  /** Until the access token ends; negative behind it. */
  readonly secondsLeft: number;
  /** Since the last refresh that HubSpot did not answer; null when the last one was answered. */
  readonly failedSecondsAgo: number | null;
};

export async function findInstall(tx: Tx, portalId: PortalId): Promise<InstallRow | null> {
  return tx.install.findUnique({ where: { portalId: BigInt(portalId) } });
}

/** Asked before every card request. Null: never installed. */
export async function readInstallState(database: Database, portalId: PortalId): Promise<string | null> {
  const [install] = await database.readInPortal<{ state: string }>(portalId, 'select state from installs where portal_id = $1', [portalId]);
  return install?.state ?? null;
}

/** The portal's grant and since when it has had it; null without one. */
export async function findNewestGrant(tx: Tx, portalId: PortalId): Promise<Pick<InstallRow, 'grantedAt' | 'sealedRefreshToken'> | null> {
  return tx.install.findFirst({ where: { portalId: BigInt(portalId), state: { not: 'uninstalled' } }, select: { grantedAt: true, sealedRefreshToken: true } });
}

const GRANT = `select state, sealed_access_token as "sealedAccessToken", sealed_refresh_token as "sealedRefreshToken", refresh_failures as "refreshFailures",
  grant_no as "grantNo", installed_by_email as "installedByEmail",
  extract(epoch from access_expires_at - clock_timestamp())::float8 as "secondsLeft",
  extract(epoch from clock_timestamp() - refresh_failed_at)::float8 as "failedSecondsAgo"
  from installs where portal_id = $1`;

export async function findGrant(tx: Tx, portalId: PortalId): Promise<HeldGrant | null> {
  const [grant] = await tx.$queryRawUnsafe<HeldGrant[]>(GRANT, BigInt(portalId));
  return grant ?? null;
}

/** The same in one round trip: asked before every call of HubSpot. */
export async function readGrant(database: Database, portalId: PortalId): Promise<HeldGrant | null> {
  const [grant] = await database.readInPortal<HeldGrant>(portalId, GRANT, [portalId]);
  return grant ?? null;
}

/** How long a process that stops in the middle of a refresh holds up the others; one that dies holds up nobody. */
const SILENT_MS = 12_000;

/** Locks the portal's grant until the transaction ends: one refresh at a time, over all processes (F31). */
export async function lockGrant(tx: Tx, portalId: PortalId): Promise<HeldGrant | null> {
  await tx.$queryRaw`select set_config('idle_in_transaction_session_timeout', ${String(SILENT_MS)}, true)`;
  await tx.$queryRaw`select portal_id from installs where portal_id = ${BigInt(portalId)} for update`;
  return findGrant(tx, portalId);
}

export type SealedGrant = { readonly sealedAccessToken: string; readonly sealedRefreshToken: string; readonly expiresInSeconds: number };
export type NewInstall = SealedGrant & { readonly scopes: readonly string[]; readonly installedByUserId: string; readonly installedByEmail: string | null };

/**
 * A new grant, of a new portal or of one that connects again. Under the lock of a refresh that is running: it waits for
 * it, and is never written over by it (F36). False when the portal's earlier data is still being deleted.
 */
export async function saveInstall(tx: Tx, portalId: PortalId, grant: NewInstall): Promise<boolean> {
  const saved = await tx.$executeRaw`
    insert into installs (portal_id, state, sealed_access_token, sealed_refresh_token, access_expires_at, scopes, time_zone, currency, ui_domain,
      installed_by_user_id, installed_by_email)
    values (${BigInt(portalId)}, 'active', ${grant.sealedAccessToken}, ${grant.sealedRefreshToken},
      clock_timestamp() + make_interval(secs => ${grant.expiresInSeconds}::float8), ${[...grant.scopes]}, 'UTC', 'USD', 'app.hubspot.com',
      ${grant.installedByUserId}, ${grant.installedByEmail})
    on conflict (portal_id) do update set state = 'active', sealed_access_token = excluded.sealed_access_token,
      sealed_refresh_token = excluded.sealed_refresh_token, access_expires_at = excluded.access_expires_at, scopes = excluded.scopes,
      installed_by_user_id = excluded.installed_by_user_id, installed_by_email = excluded.installed_by_email,
      grant_no = installs.grant_no + 1, granted_at = clock_timestamp(), refresh_failures = 0, refresh_failed_at = null, ended_at = null,
      updated_at = clock_timestamp()
    where installs.state <> 'uninstalled'`;
  return saved === 1;
}

export async function saveGrant(tx: Tx, portalId: PortalId, grant: SealedGrant): Promise<void> {
  await tx.$executeRaw`
    update installs set sealed_access_token = ${grant.sealedAccessToken}, sealed_refresh_token = ${grant.sealedRefreshToken},
      access_expires_at = clock_timestamp() + make_interval(secs => ${grant.expiresInSeconds}::float8), refresh_failures = 0, refresh_failed_at = null,
      updated_at = clock_timestamp()
    where portal_id = ${BigInt(portalId)} and state = 'active'`;
}

/** Keeps that HubSpot did not answer: whoever waited for this refresh does not ask the same again. */
export async function countFailure(tx: Tx, portalId: PortalId): Promise<void> {
  await tx.$executeRaw`
    update installs set refresh_failures = refresh_failures + 1, refresh_failed_at = clock_timestamp() where portal_id = ${BigInt(portalId)}`;
}

/** The tokens stay, sealed: when it turns out that our own settings were wrong, nobody has to connect again. */
export async function loseGrant(tx: Tx, portalId: PortalId): Promise<void> {
  await tx.$executeRaw`
    update installs set state = 'needs_reauth', ended_at = clock_timestamp(), updated_at = clock_timestamp() where portal_id = ${BigInt(portalId)} and state = 'active'`;
}

export async function saveAccount(tx: Tx, portalId: PortalId, account: { timeZone: string; currency: string; uiDomain: string }): Promise<void> {
  await tx.install.update({ where: { portalId: BigInt(portalId) }, data: account });
}

/** Jobs that stopped because the grant was lost go on at once. */
export async function wakePausedJobs(tx: Tx): Promise<void> {
  await tx.$executeRaw`update jobs set ready_at = clock_timestamp() where state = 'queued' and waiting->>'code' = 'portal.needs_reauth'`;
}

export type NewState = { readonly stateHash: string; readonly browserHash: string; readonly expiresAt: Date; readonly wantedPortal: string | null; readonly returnUrl: string | null };

export async function insertState(tx: Tx, state: NewState): Promise<void> {
  await tx.oauthState.create({ data: state });
}

/** Uses a state up: given once, to the browser that began, before it runs out. */
export async function useState(tx: Tx, stateHash: string, browserHash: string, now: Date): Promise<Pick<NewState, 'wantedPortal' | 'returnUrl'> | null> {
  const used = await tx.oauthState.updateMany({ where: { stateHash, browserHash, usedAt: null, expiresAt: { gt: now } }, data: { usedAt: now } });
  if (used.count !== 1) return null;
  return tx.oauthState.findUniqueOrThrow({ where: { stateHash }, select: { wantedPortal: true, returnUrl: true } });
}
