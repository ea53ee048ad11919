import { SaveConnectionTablesRequest } from '#contract';
import { saveTables } from '../../../src/table-settings/index.ts';
import { defineRoute } from './define-route.ts';

export const saveConnectionTablesRoute = defineRoute({ name: 'save-connection-tables', request: SaveConnectionTablesRequest, handle: saveTables });
