import { ShareExportRequest } from '#contract';
import { shareExport } from '../../../src/shares/index.ts';
import { defineRoute } from './define-route.ts';

export const shareExportRoute = defineRoute({
  name: 'share-export',
  request: ShareExportRequest,
  handle: async (context, caller, request, signal) => ({ share: await shareExport(context, caller, request, signal) }),
});
