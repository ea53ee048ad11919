import { TestConnectionRequest } from '#contract';
import { tryConnection } from '../../../src/connections/index.ts';
import { defineRoute } from './define-route.ts';

export const testConnectionRoute = defineRoute({ name: 'test-connection', request: TestConnectionRequest, handle: tryConnection });
