import { GetConnectionTablesRequest } from '#contract';
import { showTables } from '../../../src/table-settings/index.ts';
import { defineRoute } from './define-route.ts';

export const getConnectionTablesRoute = defineRoute({ name: 'get-connection-tables', request: GetConnectionTablesRequest, handle: showTables });
