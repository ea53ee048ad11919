import { DisconnectRequest } from '#contract';
import { AppError } from '../../../src/core/errors/index.ts';
import { disconnectPortal } from '../../../src/installs/index.ts';
import { requireAdmin } from '../../../src/policies/index.ts';
import { defineRoute } from './define-route.ts';

/** The portal is the signed one; what was typed only confirms it. */
export const disconnectRoute = defineRoute({
  name: 'disconnect',
  request: DisconnectRequest,
  async handle(context, caller, { confirm }, signal) {
    await requireAdmin(context, caller, signal);
    if (confirm.trim() !== caller.portalId) {
      throw new AppError('request.invalid', {
        userMessage: 'The number that was typed is not the number of this HubSpot account. Nothing was disconnected.',
        fix: 'Type the account’s number (Hub ID) exactly as HubSpot shows it, and confirm again.',
      });
    }
    await disconnectPortal(context, caller);
    return { disconnected: true };
  },
});
