import type { Context } from '../context.ts';

/** Removes the app from a portal, and writes it into the journal. The app is told in no other way. */
export async function uninstall(ctx: Context, portalId: number): Promise<void> {
  await ctx.tokens.uninstall(portalId);
  await ctx.journal.write({ portalId, action: 'APP_UNINSTALL', eventTypeId: '4-1916193' });
}
