import { MailWishes } from '#contract';
import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { findReader } from '../readers/index.ts';

/** What the person wishes; before they said so every mail, in the language HubSpot showed them the card in, in the portal's time zone. */
export async function findMailWishes(tx: Tx, portalId: PortalId, userId: string): Promise<MailWishes> {
  const row = await tx.mailWish.findUnique({ where: { portalId_userId: { portalId: BigInt(portalId), userId } } });
  if (row !== null) return MailWishes.parse({ quietMinutes: row.quietSeconds / 60, ...(row.quietFrom === null || row.quietTo === null ? {} : { quiet: { from: row.quietFrom, to: row.quietTo } }), language: row.language, timeZone: row.timeZone });
  const install = await tx.install.findUnique({ where: { portalId: BigInt(portalId) }, select: { timeZone: true } });
  return { quietMinutes: 0, language: (await findReader(tx, portalId, userId))?.language ?? 'en', timeZone: install?.timeZone ?? 'UTC' };
}

export async function keepMailWishes(tx: Tx, portalId: PortalId, userId: string, wishes: MailWishes): Promise<void> {
  const data = { quietSeconds: wishes.quietMinutes * 60, quietFrom: wishes.quiet?.from ?? null, quietTo: wishes.quiet?.to ?? null, language: wishes.language, timeZone: wishes.timeZone };
  await tx.mailWish.upsert({ where: { portalId_userId: { portalId: BigInt(portalId), userId } }, create: { portalId: BigInt(portalId), userId, ...data }, update: data });
}
