import { AddConnectionRequest } from '#contract';
import { createConnection } from '../../../src/connections/index.ts';
import { defineRoute } from './define-route.ts';

export const addConnectionRoute = defineRoute({ name: 'add-connection', request: AddConnectionRequest, handle: createConnection });
