import { cardUnderLoad } from './card-under-load.ts';
import { estimates } from './estimates.ts';
import { estimatesJoined } from './estimates-joined.ts';
import { fairness } from './fairness.ts';
import { growth } from './growth.ts';
import { hubspotBoth } from './hubspot-both.ts';
import { hubspotExport } from './hubspot-export.ts';
import { hubspotPeers } from './hubspot-peers.ts';
import { jobOverhead } from './job-overhead.ts';
import { manyPortals } from './many-portals.ts';
import { memory } from './memory.ts';
import { parquet } from './parquet.ts';
import { person } from './person.ts';
import { postgresExport } from './postgres-export.ts';
import type { Figure } from './support/figure.ts';
import { view } from './view.ts';
import { webhooks } from './webhooks.ts';
import { workers } from './workers.ts';
import { xlsx } from './xlsx.ts';

/** Every figure, in the order they are measured: one script each. */
export const figures: readonly Figure[] = [view, person, cardUnderLoad, webhooks, estimates, estimatesJoined, fairness, jobOverhead, postgresExport, parquet, xlsx, memory, growth, hubspotExport, hubspotBoth, hubspotPeers, workers, manyPortals];
