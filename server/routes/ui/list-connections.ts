import { ListConnectionsRequest } from '#contract';
import { showConnections } from '../../../src/connections/index.ts';
import { defineRoute } from './define-route.ts';

export const listConnectionsRoute = defineRoute({ name: 'list-connections', request: ListConnectionsRequest, handle: (context, caller, _request, signal) => showConnections(context, caller, signal) });
