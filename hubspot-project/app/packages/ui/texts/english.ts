import type { FileLocale, Job, JobPhase, Message, NoticeState } from '@siderail/contract';

const PHASE_WORDS: Record<JobPhase, string> = {
  planning: 'Preparing',
  writing: 'Writing corrected values to HubSpot',
  reading: 'Reading rows',
  waiting: 'Waiting for its turn to be written',
  rendering: 'Writing the file',
  publishing: 'Saving the file',
};

const COUNTRY_WORDS: Readonly<Record<FileLocale | 'plain', string>> = {
  'plain': 'For programs: 1234.56 and 2026-12-31', 'de-DE': 'Germany, Austria: 1234,56 and 31.12.2026', 'de-CH': 'Switzerland: 1234.56 and 31.12.2026',
  'fr-FR': 'France, Spain, Italy: 1234,56 and 31/12/2026', 'en-GB': 'United Kingdom: 1234.56 and 31/12/2026', 'en-US': 'United States: 1234.56 and 12/31/2026',
};

/** The sentences that cards and pages share. Plain words: what happened, what it means, what to do. */
export const english = {
  tryAgain: 'Try again',
  whatToDo: (fix: string) => `What to do: ${fix}`,
  supportCode: (code: string) => `Support code: ${code}`,
  download: (fileName: string) => `Download ${fileName}`,
  worksUntil: (time: string) => `The link works until ${time}.`,
  fileCountry: (country: FileLocale | 'plain') => COUNTRY_WORDS[country],
  linkOver: (time: string) => `The link worked until ${time} and opens no more.`,
  newLink: 'Get a new link',
  jobReadyTitle: 'Export ready',
  jobReady: (title: string) => `${title} is ready. Choose Get link in My exports.`,
  jobFailedTitle: 'Export failed',
  jobFailed: (title: string, message: string, fix: string) => `${title}: ${message} ${fix}`,
  myExports: 'My exports',
  inboxTitle: (jobs: readonly Job[]) => ['My exports', ...inboxCounts(jobs)].join(' · '),
  loadingJobs: 'Looking for your exports',
  noJobs: 'You have no exports yet. Those you start are listed here until their files expire.',
  jobsStale: 'This list may be out of date',
  showAllJobs: (count: string) => `Show all ${count}`,
  showFewerJobs: 'Show fewer',
  queued: 'Waiting',
  held: 'Waiting for approval',
  heldWhy: (why: string, until: string) => `${why} An approver has been asked; the request waits until ${until}.`,
  running: 'Running',
  cancelling: 'Cancelling',
  paused: 'Paused',
  pausedSince: (time: string) => `Since ${time}. It tries again by itself and goes on where it stopped.`,
  ready: 'Ready',
  readyNotWhole: 'Ready, not complete',
  failed: 'Failed',
  cancelled: 'Cancelled',
  expired: 'Expired',
  shown: 'Loaded',
  viewOf: (title: string) => `Rows of ${title}`,
  viewReadyTitle: 'Rows loaded',
  viewReady: (title: string) => `The rows of ${title} are there. The card shows them.`,
  viewFailedTitle: 'Rows not loaded',
  shownUntil: (rows: string, one: boolean, until: string) => `${one ? '1 row' : `${rows} rows`}. The card on the record shows ${one ? 'it' : 'them'} until ${until}.`,
  viewExpiredFix: 'The rows are kept no longer. Open the table on the record to read them anew.',
  ahead: (count: string, one: boolean) => (one ? '1 export is ahead of it.' : `${count} exports are ahead of it.`),
  nextInLine: 'It starts in a moment.',
  phase: (phase: JobPhase) => PHASE_WORDS[phase],
  rowsSoFar: (done: string, total: string | null) => (total === null ? `${done} ${done === '1' ? 'row' : 'rows'} so far` : `${done} of ${total} ${total === '1' ? 'row' : 'rows'}`),
  timeLeft: (time: string) => `about ${time} left`,
  progressOf: (title: string) => `Progress of ${title}`,
  complete: (written: string, upstream: string) => `Complete: ${written} of ${upstream} ${upstream === '1' ? 'row' : 'rows'}`,
  filteredOut: (others: string) => `${others} more did not meet the filters`,
  incompleteColumns: (written: string) => `Not complete: all ${written} rows, but not every column; the certificate says why`,
  incomplete: (written: string, upstream: string, skipped: string) => `${written} of ${upstream} ${upstream === '1' ? 'row' : 'rows'}, ${skipped} left out; the certificate says why`,
  madeIn: (duration: string) => `made in ${duration}`,
  keptUntil: (time: string) => `kept until ${time}`,
  mailSent: 'E-mail sent',
  mailUncertain: 'We are not sure that the e-mail arrived',
  mailFailed: 'The e-mail could not be delivered',
  noMail: (why: NonNullable<NoticeState['why']>): string => {
    switch (why.reason) {
      case 'shorter': return `No e-mail: it took less than ${why.minutes === 1 ? 'a minute' : `${why.minutes} minutes`}`;
      case 'never': return 'No e-mail: your account sends none about finished exports';
      case 'domain': return 'No e-mail: your account sends none to addresses like yours';
    }
  },
  stoppedAfter: (rows: string) => `Stopped after ${rows} ${rows === '1' ? 'row' : 'rows'}. There is no file.`,
  kept: (rows: string, until: string) => (rows === '1' ? `The row that was read is kept until ${until}.` : `The ${rows} rows that were read are kept until ${until}.`),
  part: (rows: string) => `Only a part: ${rows} ${rows === '1' ? 'row' : 'rows'}; the certificate says where it stopped`,
  expiredFix: 'The file was deleted because its time is over. Run the export again.',
  cancel: 'Cancel',
  retry: 'Retry',
  getPart: 'Get what is there',
  rerun: 'Run again',
  repair: (rows: string, one: boolean) => (one ? 'Read the left-out row again' : `Read the ${rows} left-out rows again`),
  getRepairLink: 'Correct the list',
  repairLink: 'Open the list of left-out rows',
  repairs: 'Reads again what an earlier export left out.',
  repaired: 'A later export has read the left-out rows again.',
  undoes: 'Takes back what an earlier list changed in HubSpot.',
  changed: (rows: string, one: boolean) => (one ? '1 row was changed in HubSpot.' : `${rows} rows were changed in HubSpot.`),
  undone: 'These changes were taken back.',
  getResults: 'Result per row',
  resultsLink: 'Open the result per row',
  resultsWithUndoLink: 'Open the result per row, or take it back',
  getLink: 'Get link',
  stopLinks: 'Stop all links',
  jobCommandFailed: 'That did not work',

  // what colleagues share
  sharedWithYou: 'Shared with you',
  sharedWithYouFailed: 'What colleagues share with you could not be listed',
  sharedBy: (person: string) => `Shared by ${person}`,
  sharedNote: (note: string) => `“${note}”`,
  sharedRows: (rows: string, one: boolean) => (one ? '1 row' : `${rows} rows`),
  sharedNotComplete: 'Not complete; the certificate says why',
  sharedAt: (time: string) => `shared ${time}`,
  olderShared: 'Show older',
  noLink: 'There is no link',

  // messages of workflows
  messages: 'Messages to you',
  messagesFailed: 'Messages to you could not be listed',
  moreMessages: 'Show more messages',
  fromWorkflow: (workflow: string) => `From workflow ${workflow}`,
  messageMail: (state: Message['mail']) => ({ pending: 'mail on its way', sent: 'also mailed', uncertain: 'the mail may not have arrived', failed: 'the mail was not delivered' })[state],
  openRecord: 'Open the record',
} as const;

function inboxCounts(jobs: readonly Job[]): string[] {
  const running = jobs.filter((job) => job.state === 'running' || job.state === 'queued').length;
  const ready = jobs.filter((job) => job.state === 'ready').length;
  const failed = jobs.filter((job) => job.state === 'failed').length;
  const counts = [
    [running, 'running'],
    [ready, 'ready'],
    [failed, 'failed'],
  ] as const;
  return counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
}
