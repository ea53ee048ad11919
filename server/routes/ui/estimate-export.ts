import { EstimateExportRequest } from '#contract';
import { estimateExport } from '../../../src/exports/index.ts';
import { defineRoute } from './define-route.ts';

export const estimateExportRoute = defineRoute({ name: 'estimate-export', request: EstimateExportRequest, handle: estimateExport });
