import { copyRowIdAction, createFollowUpAction, noteSnapshotAction, refreshAction } from './actions/index.ts';
import type { Action } from './actions/index.ts';
import type { Context } from './context/index.ts';
import { expireFileJob, runExportJob } from './exports/index.ts';
import type { HubSpotGateway } from './hubspot/index.ts';
import type { JobDefinition } from './jobs/index.ts';
import { sendNoticeJob } from './notices/index.ts';
import type { Source } from './sources/define-source.ts';
import { hubspotSource } from './sources/hubspot/index.ts';
import { postgresSource } from './sources/postgres/index.ts';

/** Every quick action, in the order the card shows them. A new one is its file and a line here. */
export const actions: readonly Action[] = [refreshAction, noteSnapshotAction, copyRowIdAction, createFollowUpAction];

/** Every kind of durable work. A new one is its file and a line here. */
export const jobs: readonly JobDefinition<object, Context>[] = [runExportJob, sendNoticeJob, expireFileJob];

/** Every kind of source. A new one is its folder and a line here. */
export function sources(hubspot: HubSpotGateway, { searchForExports = true }: { readonly searchForExports?: boolean } = {}): readonly Source<unknown>[] {
  return [hubspotSource(hubspot, { searchForExports }), postgresSource()];
}
