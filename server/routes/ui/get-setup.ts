import { GetSetupRequest } from '#contract';
import { showSetup } from '../../../src/setup/index.ts';
import { defineRoute } from './define-route.ts';

export const getSetupRoute = defineRoute({ name: 'get-setup', request: GetSetupRequest, handle: (context, caller, _request, signal) => showSetup(context, caller, signal) });
