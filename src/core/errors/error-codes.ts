import type { Retry } from './app-error.ts';

type Entry = { readonly userMessage: string; readonly fix: string; readonly retry: Retry };

/**
 * The closed list of error codes. Each entry holds the sentence a salesperson reads, the next step,
 * and whether a job may try again. A throw may sharpen the sentence, never invent a code.
 */
export const ERROR_CODES = {
  'request.invalid': { userMessage: 'This request could not be read.', fix: 'Reload the page and try again.', retry: 'never' },
  'request.too_large': { userMessage: 'This request is too large.', fix: 'Choose fewer rows or columns and try again.', retry: 'never' },
  'request.unsigned': { userMessage: 'This request did not come from HubSpot.', fix: 'Open the card inside HubSpot.', retry: 'never' },
  'request.conflict': { userMessage: 'This click was already used for something else.', fix: 'Reload the page and try again.', retry: 'never' },
  'request.in_progress': { userMessage: 'This click is still being worked on.', fix: 'Wait a moment, then refresh.', retry: 'never' },
  'portal.not_installed': { userMessage: 'Siderail is not installed in this HubSpot account.', fix: 'Ask a HubSpot admin to install Siderail.', retry: 'never' },
  'portal.needs_reauth': { userMessage: 'Siderail has lost its access to this HubSpot account.', fix: 'Ask a HubSpot admin to connect Siderail again.', retry: 'never' },
  'install.refused': { userMessage: 'The installation was not completed.', fix: 'Start the installation again.', retry: 'never' },
  'install.misconfigured': { userMessage: 'Siderail is not set up correctly for HubSpot.', fix: 'Tell the vendor: the app credentials or redirect address do not match.', retry: 'never' },
  'table.unknown': { userMessage: 'This table does not exist or is not available here.', fix: 'Choose another table.', retry: 'never' },
  'row.unknown': { userMessage: 'This row is no longer there.', fix: 'Refresh the table.', retry: 'never' },
  'column.unknown': { userMessage: 'A column of this table no longer exists.', fix: 'Reset the columns and try again.', retry: 'never' },
  'filter.invalid': { userMessage: 'This filter cannot be used.', fix: 'Check the filter value and try again.', retry: 'never' },
  'sort.invalid': { userMessage: 'This table cannot be sorted by that column.', fix: 'Sort by another column.', retry: 'never' },
  'page.invalid': { userMessage: 'This page of the table is no longer valid.', fix: 'Go back to the first page.', retry: 'never' },
  'connection.too_many_tests': { userMessage: 'Connections were tested very often in a short time.', fix: 'Wait ten minutes and try again.', retry: 'never' },
  'source.unavailable': { userMessage: 'The system this table comes from does not answer.', fix: 'Try again in a few minutes.', retry: 'backoff' },
  'source.timeout': { userMessage: 'The system this table comes from took too long.', fix: 'Narrow the filter or export in the background.', retry: 'backoff' },
  'source.refused': { userMessage: 'The system this table comes from refused the request.', fix: 'Ask an admin to check the connection.', retry: 'never' },
  'source.changed': { userMessage: 'The table changed its shape while it was being read.', fix: 'Open the table again and start a new export.', retry: 'never' },
  'hubspot.rate_limited': { userMessage: 'HubSpot asks us to slow down.', fix: 'Wait a few seconds and try again.', retry: 'backoff' },
  'hubspot.missing_scope': { userMessage: 'Siderail may not read this kind of record.', fix: 'Ask a HubSpot admin to connect Siderail again and grant the access.', retry: 'never' },
  'hubspot.unavailable': { userMessage: 'HubSpot does not answer right now.', fix: 'Try again in a few minutes.', retry: 'backoff' },
  'hubspot.rejected': { userMessage: 'HubSpot refused this change.', fix: 'Check the values and try again.', retry: 'never' },
  'hubspot.not_found': { userMessage: 'This record is no longer in HubSpot.', fix: 'Reload the page.', retry: 'never' },
  'action.unknown': { userMessage: 'This action does not exist here.', fix: 'Reload the page.', retry: 'never' },
  'job.unknown': { userMessage: 'This job does not exist.', fix: 'Refresh the list of your jobs.', retry: 'never' },
  'job.wrong_state': { userMessage: 'This job can no longer be changed.', fix: 'Refresh the list of your jobs.', retry: 'never' },
  'job.lease_lost': { userMessage: 'Another worker has taken over this job.', fix: 'Nothing to do.', retry: 'never' },
  'job.cancelled': { userMessage: 'This job was cancelled.', fix: 'Start it again if you still need it.', retry: 'never' },
  'job.attempts_exhausted': { userMessage: 'This job stopped several times without finishing.', fix: 'Retry it; if it fails again, send us the support code.', retry: 'never' },
  'file.missing': { userMessage: 'This file is no longer there.', fix: 'Start the export again.', retry: 'never' },
  'file.store_unavailable': { userMessage: 'The place where files are kept is full or does not answer.', fix: 'We keep trying; nothing is lost.', retry: 'backoff' },
  'quota.exceeded': { userMessage: 'The exports of this HubSpot account take all the space they may.', fix: 'Files are deleted by themselves when their time is over; try again then, or choose fewer rows or columns.', retry: 'backoff' },
  'database.unavailable': { userMessage: 'The place where we note how far a job is is full or does not answer.', fix: 'We keep trying; nothing is lost. If it stays so, tell the vendor.', retry: 'backoff' },
  'link.invalid': { userMessage: 'This link does not work or no longer works.', fix: 'Open the card in HubSpot and choose Get link.', retry: 'never' },
  'internal': { userMessage: 'Something went wrong on our side.', fix: 'Try again; if it happens again, send us the support code.', retry: 'backoff' },
} as const satisfies Record<string, Entry>;
