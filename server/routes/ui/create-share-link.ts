import { ShareRequest } from '#contract';
import { createShareLink } from '../../../src/shares/index.ts';
import { defineRoute } from './define-route.ts';

export const createShareLinkRoute = defineRoute({ name: 'create-share-link', request: ShareRequest, handle: (context, caller, { shareId }) => createShareLink(context, caller, shareId) });
