import {
  CreateLinkResponse,
  EstimateExportRequest,
  EstimateExportResponse,
  JobRequest,
  JobResponse,
  ListJobsRequest,
  ListJobsResponse,
  ListTablesRequest,
  ListTablesResponse,
  RunActionRequest,
  RunActionResponse,
  StartExportRequest,
  StartExportResponse,
  TableChangesRequest,
  TableChangesResponse,
  ViewTableRequest,
  ViewTableResponse,
  type RouteName,
} from '#contract';
import type { z } from 'zod';

/** The shapes of every route, as the real backend checks them. */
export const contractOf: Record<RouteName, { request: z.ZodType; response: z.ZodType }> = {
  'list-tables': { request: ListTablesRequest, response: ListTablesResponse },
  'view-table': { request: ViewTableRequest, response: ViewTableResponse },
  'table-changes': { request: TableChangesRequest, response: TableChangesResponse },
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
