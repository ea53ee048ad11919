import { TableChangesRequest } from '#contract';
import { tableChanges } from '../../../src/changes/index.ts';
import { defineRoute } from './define-route.ts';

export const tableChangesRoute = defineRoute({ name: 'table-changes', request: TableChangesRequest, beginsEarly: true, handle: tableChanges });
