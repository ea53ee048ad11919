import { ViewTableRequest } from '#contract';
import { viewTable } from '../../../src/views/index.ts';
import { defineRoute } from './define-route.ts';

export const viewTableRoute = defineRoute({ name: 'view-table', request: ViewTableRequest, beginsEarly: true, handle: viewTable });
