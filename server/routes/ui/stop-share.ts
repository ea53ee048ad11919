import { ShareRequest } from '#contract';
import { stopShare } from '../../../src/shares/index.ts';
import { defineRoute } from './define-route.ts';

export const stopShareRoute = defineRoute({ name: 'stop-share', request: ShareRequest, handle: (context, caller, { shareId }) => stopShare(context, caller, shareId) });
