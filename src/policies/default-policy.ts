import type { Policy } from '#contract';

/**
 * What holds until an admin decides otherwise. Whoever HubSpot shows a record may see its tables and take them away;
 * the whole account's tables leave it only with an admin's agreement (T17). A portal's first person installed the app
 * and is an admin, so nothing stands in a newcomer's way.
 */
export const DEFAULT_POLICY: Policy = {
  admins: [],
  rules: [{ about: 'export', who: { kind: 'everybody' }, connection: null, table: null, scope: 'portal', effect: 'approve' }],
  approval: { aboveRows: null, adminsToo: false, approvers: [], expiresAfterHours: 72 },
};
