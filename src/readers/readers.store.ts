import type { Reader } from '#contract';
import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';

/** How HubSpot showed somebody the card when they last asked for an export; null before that. */
export async function findReader(tx: Tx, portalId: PortalId, userId: string): Promise<Reader | null> {
  const row = await tx.reader.findUnique({ where: { portalId_userId: { portalId: BigInt(portalId), userId } } });
  return row === null ? null : { language: row.language as Reader['language'], locale: row.locale };
}

/** Writes only what is new: people export all day, and change their language hardly ever. */
export async function keepReader(tx: Tx, portalId: PortalId, userId: string, { language, locale }: Reader): Promise<void> {
  await tx.$executeRaw`
    insert into readers as r (portal_id, user_id, language, locale) values (${BigInt(portalId)}, ${userId}, ${language}, ${locale})
    on conflict (portal_id, user_id) do update set language = excluded.language, locale = excluded.locale
    where (r.language, r.locale) is distinct from (excluded.language, excluded.locale)`;
}

/** What somebody has chosen for their mails; null before they did. */
export async function findChosen(tx: Tx, portalId: PortalId, userId: string): Promise<{ readonly language: Reader['language']; readonly timeZone: string } | null> {
  const row = await tx.mailWish.findUnique({ where: { portalId_userId: { portalId: BigInt(portalId), userId } }, select: { language: true, timeZone: true } });
  return row === null ? null : { language: row.language as Reader['language'], timeZone: row.timeZone };
}

/** The time zone of the portal's account, an IANA name. */
export async function findAccountZone(tx: Tx, portalId: PortalId): Promise<string> {
  return (await tx.install.findUnique({ where: { portalId: BigInt(portalId) }, select: { timeZone: true } }))?.timeZone ?? 'UTC';
}
