import { ExportAuditRequest } from '#contract';
import { sealAuditLink } from '../../../src/audit/index.ts';
import { requireAdmin } from '../../../src/policies/index.ts';
import { defineRoute } from './define-route.ts';

/** A card cannot save files, so the log comes behind a link; no longer than a person needs to press it. */
const LINK_MS = 5 * 60_000;

export const exportAuditRoute = defineRoute({
  name: 'export-audit',
  request: ExportAuditRequest,
  async handle(context, caller, filter, signal) {
    await requireAdmin(context, caller, signal);
    const expiresAt = new Date(context.now() + LINK_MS);
    const token = await sealAuditLink(context.tokenKeys, { portalId: caller.portalId, userId: caller.userId, filter }, expiresAt);
    return { url: `${context.settings.publicOrigin}/audit/${token}`, expiresAt: expiresAt.toISOString() };
  },
});
