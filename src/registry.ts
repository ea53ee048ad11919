import {
  attachFileAction, copyPageAction, copyRowAction, copyRowIdAction, createFollowUpAction, mailSnapshotAction, noteRowAction, noteSnapshotAction, openRecordAction, refreshAction, setPropertyAction, showTotalsAction,
} from './actions/index.ts';
import type { Action } from './actions/index.ts';
import { expireApprovalJob } from './approvals/index.ts';
import type { Context } from './context/index.ts';
import type { ResolveHost } from './core/net/index.ts';
import { deliverJob } from './deliveries/index.ts';
import { expireFileJob, runExportJob } from './exports/index.ts';
import type { HubSpotGateway } from './hubspot/index.ts';
import { lostGrantMailJob } from './installs/index.ts';
import type { JobDefinition, LineJob } from './jobs/index.ts';
import { sendMessageJob, sendNoticeJob } from './notices/index.ts';
import { wakeScheduleJob } from './schedules/index.ts';
import { eraseAgainJob } from './privacy/index.ts';
import type { Source } from './sources/define-source.ts';
import { hubspotSource } from './sources/hubspot/index.ts';
import { mysqlSource } from './sources/mysql/index.ts';
import { postgresSource } from './sources/postgres/index.ts';
import { runViewJob } from './views/index.ts';
import { checkLinkWorkflow, closeCollectionJob, exportTableWorkflow, getValueWorkflow, refreshRecordWorkflow, sendNoticeWorkflow } from './workflows/index.ts';
import type { WorkflowAction } from './workflows/index.ts';

/** Every quick action, in the order the card shows them. A new one is its file and a line here. */
export const actions: readonly Action[] = [
  refreshAction, noteSnapshotAction, showTotalsAction, mailSnapshotAction, copyPageAction, attachFileAction,
  copyRowIdAction, createFollowUpAction, openRecordAction, copyRowAction, noteRowAction, setPropertyAction,
];

/** Every action of HubSpot's workflows. A new one is its file, a line here and its description in hubspot-project. */
export const workflowActions: readonly WorkflowAction[] = [checkLinkWorkflow, exportTableWorkflow, getValueWorkflow, refreshRecordWorkflow, sendNoticeWorkflow];

/** Every kind of durable work behind the scenes. A new one is its file and a line here. */
export const jobs: readonly JobDefinition<object, Context>[] = [sendNoticeJob, sendMessageJob, closeCollectionJob, expireFileJob, expireApprovalJob, eraseAgainJob, lostGrantMailJob, wakeScheduleJob, deliverJob];

/** Every kind of work that people see as a job and that stands in line with other portals' work. */
export const lineJobs: readonly LineJob<Context>[] = [runExportJob, runViewJob];

/** Every kind of source. A new one is its folder and a line here. */
export function sources(hubspot: HubSpotGateway, options: { readonly resolveHost: ResolveHost; readonly searchForExports?: boolean }): readonly Source<unknown>[] {
  const { resolveHost, searchForExports = true } = options;
  return [hubspotSource(hubspot, { searchForExports }), postgresSource({ resolveHost }), mysqlSource({ resolveHost })];
}
