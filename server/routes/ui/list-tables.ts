import { ListTablesRequest } from '#contract';
import { listTables, onlyGranted } from '../../../src/connections/index.ts';
import { spoken } from '../../../src/actions/index.ts';
import { actions } from '../../../src/registry.ts';
import { defineRoute } from './define-route.ts';

export const listTablesRoute = defineRoute({
  name: 'list-tables',
  request: ListTablesRequest,
  beginsEarly: true,
  async handle(context, { portalId, userId }, { record, language = 'en', anew }, signal) {
    const listed = await listTables(context, { portalId, userId, verb: 'view', lane: 'person', signal, purpose: { area: 'views' }, ...(anew === true ? { anew } : {}) }, record);
    const here = actions.filter((action) => action.objectTypeIds.includes(record.objectTypeId)).map((action) => spoken(action, language));
    return onlyGranted(context, portalId, { ...listed, actions: here });
  },
});
