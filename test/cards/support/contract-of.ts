import {
  CreateLinkResponse,
  EstimateExportRequest,
  EstimateExportResponse,
  JobRequest,
  JobResponse,
  ListChoicesRequest,
  ListChoicesResponse,
  ListJobsRequest,
  ListJobsResponse,
  ListTablesRequest,
  ListTablesResponse,
  RunActionRequest,
  RunActionResponse,
  StartExportRequest,
  StartExportResponse,
  ViewTableRequest,
  ViewTableResponse,
  type RouteName,
} from '#contract';
import type { z } from 'zod';

/** The shapes of every route, as the real backend checks them. */
export const contractOf: Record<RouteName, { request: z.ZodType; response: z.ZodType }> = {
  'list-tables': { request: ListTablesRequest, response: ListTablesResponse },
  'list-choices': { request: ListChoicesRequest, response: ListChoicesResponse },
  'view-table': { request: ViewTableRequest, response: ViewTableResponse },
  'estimate-export': { request: EstimateExportRequest, response: EstimateExportResponse },
  'start-export': { request: StartExportRequest, response: StartExportResponse },
  'list-jobs': { request: ListJobsRequest, response: ListJobsResponse },
  'get-job': { request: JobRequest, response: JobResponse },
  'cancel-job': { request: JobRequest, response: JobResponse },
  'retry-job': { request: JobRequest, response: JobResponse },
  'finish-partial': { request: JobRequest, response: JobResponse },
  'create-link': { request: JobRequest, response: CreateLinkResponse },
  'run-action': { request: RunActionRequest, response: RunActionResponse },
};
