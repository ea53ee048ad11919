import { UpdateConnectionRequest } from '#contract';
import { changeConnection } from '../../../src/connections/index.ts';
import { defineRoute } from './define-route.ts';

export const updateConnectionRoute = defineRoute({ name: 'update-connection', request: UpdateConnectionRequest, handle: changeConnection });
