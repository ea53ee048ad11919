import type { Sealer } from '../core/crypto/sealer.ts';
import type { Database } from '../core/db/index.ts';
import type { Metrics } from '../core/metrics/index.ts';
import type { Logger } from '../core/log/logger.ts';
import type { ResolveHost } from '../core/net/index.ts';
import type { Clock, Sleep } from '../core/time/clock.ts';
import type { Tracer } from '../core/trace/index.ts';
import type { Turns } from '../core/turns/create-turns.ts';
import type { FileStore } from '../files/index.ts';
import type { HubSpotGateway } from '../hubspot/index.ts';
import type { TokenClient } from '../installs/index.ts';
import type { Queue } from '../jobs/index.ts';
import type { Source } from '../sources/define-source.ts';

export type Mail = { readonly to: string; readonly subject: string; readonly text: string; readonly html: string; readonly messageId: string };

/** What became of one mail. `uncertain`: it was handed over and no answer came, so it may or may not arrive. `final`: refused for good, another try is of no use. */
export type MailOutcome = { readonly state: 'sent' } | { readonly state: 'not_sent' | 'uncertain'; readonly reason: string; readonly final?: boolean };

/** What a person gets a mail through; the one implementation sends SMTP. Never throws. */
export type Mailer = { send(mail: Mail): Promise<MailOutcome> };

/** Signs and opens the tokens of pages and download links. */
export type TokenKeys = { readonly current: Uint8Array; readonly all: readonly Uint8Array[] };

/** Everything a feature may use, built once in server/compose.ts and passed as the first argument. */
export type Context = {
  readonly database: Database;
  readonly queue: Queue;
  readonly files: FileStore;
  readonly hubspot: HubSpotGateway;
  /** HubSpot's token endpoints; tokens themselves are the gateway's. */
  readonly oauthClient: TokenClient;
  readonly sources: readonly Source<unknown>[];
  /** The one door to hosts that customers name. */
  readonly resolveHost: ResolveHost;
  readonly mailer: Mailer;
  readonly sealer: Sealer;
  readonly tokenKeys: TokenKeys;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Silent unless a collector is named. */
  readonly tracer: Tracer;
  readonly now: Clock;
  readonly sleep: Sleep;
  readonly random: () => number;
  readonly newId: () => string;
  readonly settings: Settings;
  /** Files whose making takes a process and hundreds of megabytes of its own: few at a time. */
  readonly renderTurns: Turns;
  /** Called at every side effect of a job with its name; tests and chaos runs end the process there. */
  readonly crashPoint: (name: string) => void;
};

export type Settings = {
  /** Origin of links people open in a browser. */
  readonly publicOrigin: string;
  /** HubSpot's own pages, for links back to a record. */
  readonly hubspotAppOrigin: string;
  /** At most this many rows and seconds are made in the click (S0.3). */
  readonly immediateRows: number;
  readonly immediateSeconds: number;
  /** A view that is not there by then is given up, with a plain sentence (S0.2). */
  readonly viewDeadlineMs: number;
  /** An immediate export that is not done by then carries on in the background. */
  readonly immediateDeadlineMs: number;
  /** A worker that stopped renewing for this long has lost its job to the next one. */
  readonly leaseSeconds: number;
  /** A customer's bucket that says nothing for this long is given up, once and once more. */
  readonly bucketSilenceMs: number;
  /** An export in whose reading nothing moves for so long is given up for now and goes behind the others of its account. */
  readonly silentMs: number;
  /** Jobs one worker process runs at the same time. */
  readonly workerSlots: number;
  /** Jobs of one portal that run at the same time, over all workers. */
  readonly portalJobs: number;
  /** Bytes one portal's exports may take, staged and finished together (T50). */
  readonly portalBytes: number;
  /** Nothing more is stored when the file store has less than this left, in bytes (T50). */
  readonly freeBytes: number;
  /** A job that waits this long for a full or silent store without any progress is given up. */
  readonly waitDays: number;
  readonly fileDays: number;
  /** What a cancelled export had read is kept this long for whoever wants a part of it after all. */
  readonly cancelledHours: number;
  readonly linkHours: number;
};
