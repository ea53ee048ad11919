import { ListRuleNamesRequest } from '#contract';
import { nameRules } from '../../../src/connections/index.ts';
import { policyOf } from '../../../src/policies/index.ts';
import { defineRoute } from './define-route.ts';

export const listRuleNamesRoute = defineRoute({
  name: 'list-rule-names',
  request: ListRuleNamesRequest,
  async handle(context, { portalId, userId }, _request, signal) {
    const { rules } = await context.database.inPortal(portalId, (tx) => policyOf(tx, portalId));
    return { places: await nameRules(context, { portalId, userId, verb: 'view', lane: 'person', signal }, rules) };
  },
});
