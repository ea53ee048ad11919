import { RunActionRequest } from '#contract';
import { runAction } from '../../../src/actions/index.ts';
import { actions } from '../../../src/registry.ts';
import { defineRoute } from './define-route.ts';

export const runActionRoute = defineRoute({
  name: 'run-action',
  request: RunActionRequest,
  handle: (context, caller, request, signal) => runAction(context, actions, caller, request, signal),
});
