import type { SpokenLanguage } from '#contract';
import { escapeHtml } from '../../src/core/html/escape-html.ts';
import type { JobRow } from '../../src/jobs/index.ts';
import { page } from './page.ts';
import { REPAIR_WORDS } from './repair-words.ts';

/** How often the page looks again by itself. */
const SECONDS = 3;

/** A repair that has not ended: how it stands, looked at again by itself until there is a result per row to see. */
export function repairWaitsPage(job: Pick<JobRow, 'title' | 'state' | 'phase' | 'rowsDone' | 'rowsTotal'>, language: SpokenLanguage): string {
  const words = REPAIR_WORDS[language];
  const state = job.state === 'held' ? 'held' : job.phase === 'writing' ? 'writes' : job.state === 'queued' ? 'queued' : 'reads';
  const count = (rows: bigint): string => rows.toLocaleString(language);
  const progress = job.state !== 'running' || job.rowsTotal === null ? '' : `<p><progress max="${job.rowsTotal}" value="${job.rowsDone}" aria-label="${escapeHtml(words.progress)}"></progress> ${words.soFar(count(job.rowsDone), count(job.rowsTotal))}</p>`;
  return page(job.title, `<meta http-equiv="refresh" content="${SECONDS}"><style>progress { width: 220px; accent-color: var(--accent); vertical-align: middle; margin-right: 10px; }</style>
<h1>${escapeHtml(job.title)}</h1><p role="status">${words.state[state]}</p>${progress}<p>${words.looksAgain}</p>`, language);
}
