import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Routes } from '#contract';
import { AppError } from '../../src/core/errors/index.ts';
import { eraseContact } from '../../src/privacy/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { DEFAULT_POLICY } from '../../src/policies/index.ts';
import { viewTable } from '../../src/views/index.ts';
import { eventually } from '../support/eventually.ts';
import { jobIn, NUMBERS_QUERY, startNumbersApp } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import { SAM } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';

type View = Routes['view-table']['request'];
const PORTAL = PortalId.parse('4711001');
const ROWS = 60;
const OTHER = { ...SAM, userId: '502', userEmail: 'olga.other@acme.example' };

let test: TestApp;
/** Every slice of the source that was given out, in order. */
let pages: string[];
/** How often the source was asked to count. */
let counts: number;
let hold: (from: number, signal: AbortSignal) => Promise<void>;
let holdCount: (signal: AbortSignal) => Promise<void>;

beforeEach(async () => {
  pages = [];
  counts = 0;
  hold = async () => undefined;
  holdCount = async () => undefined;
  const numbers = numbersSource({ rows: ROWS, parts: 1, batch: 10 });
  test = await startNumbersApp({
    ...numbers,
    async page(context, query, options) {
      await hold(Number(options.cursor ?? 0), context.signal);
      pages.push(options.cursor ?? '0');
      return numbers.page(context, query, options);
    },
    async count(context) {
      await holdCount(context.signal);
      counts += 1;
      return ROWS;
    },
  }, { settings: { viewDeadlineMs: 1_500 } });
});
afterEach(() => test.close());

function view(rest: Partial<View> = {}): View {
  return { query: { ...NUMBERS_QUERY, columns: [], filters: [] }, pageSize: 50, ...rest };
}

/** The source holds slices behind the first one back until it is let go; a call whose time is over ends. */
function stallBehindFirst(): () => void {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => { open = resolve; });
  hold = (from, signal) => (from === 0 ? Promise.resolve() : Promise.race([opened, new Promise<void>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))]));
  return open;
}

async function jobsOf(caller = SAM) {
  return (await test.ask('list-jobs', {}, caller)).jobs;
}

describe('a view that began while its account was still looked up', () => {
  const caller = { ...SAM, portalId: PORTAL };
  const deadline = (): AbortSignal => AbortSignal.timeout(1_500);
  const lose = (state: string) => test.app.context.database.inPortal(PORTAL, (tx) => tx.install.update({ where: { portalId: BigInt(PORTAL) }, data: { state } }));
  const kept = () => test.app.context.database.inPortal(PORTAL, async (tx) => ({ jobs: await tx.job.count(), views: await tx.keptView.count(), notices: await tx.notice.count() }));

  it.each([['needs_reauth', 'portal.needs_reauth'], ['uninstalled', 'portal.not_installed']])('leaves no job, no rows and no notice behind where the account turns out to be %s (G12, T18)', async (state, code) => {
    stallBehindFirst();
    await lose(state);

    const looked = viewTable(test.app.context, caller, view(), deadline());

    await expect(looked).rejects.toMatchObject({ code });
    expect(pages).toEqual(['0']);
    expect(await kept()).toEqual({ jobs: 0, views: 0, notices: 0 });
  });

  it('does not replace what is kept of an account that is no longer connected (G12)', async () => {
    const release = stallBehindFirst();
    const first = await test.ask('view-table', view());
    release();
    await jobIn(test, first.pending!.jobId, 'shown');
    await lose('needs_reauth');

    const looked = viewTable(test.app.context, caller, view({ live: true }), deadline());

    await expect(looked).rejects.toMatchObject({ code: 'portal.needs_reauth' });
    expect(await kept()).toMatchObject({ jobs: 1, views: 1 });
  });
});

describe('a view that takes longer than its click may', () => {
  it('shows what came, goes on from there in the background and is whole when it is opened again (D2, S0.2)', async () => {
    const release = stallBehindFirst();
    const first = await test.ask('view-table', view());
    const meanwhile = await test.ask('view-table', view());
    release();
    const job = await jobIn(test, first.pending!.jobId, 'shown');
    const whole = await test.ask('view-table', view());

    expect(first).toMatchObject({ nextPage: null, totalRows: ROWS });
    expect(first.rows.map(({ key }) => key)).toEqual(Array.from({ length: 25 }, (_, n) => String(n)));
    expect(meanwhile).toMatchObject({ pending: first.pending, asOf: first.asOf });
    expect(whole.pending).toBeUndefined();
    expect(whole.rows.map(({ key }) => key)).toEqual(Array.from({ length: 50 }, (_, n) => String(n)));
    expect(whole.nextPage).not.toBeNull();
    // No slice was given out twice, and nothing was counted again.
    expect(pages).toEqual(['0', '25']);
    expect(counts).toBe(1);
    expect(job).toMatchObject({ rows: 50, format: null, record: NUMBERS_QUERY.record });
    expect(job.notices).toEqual(expect.arrayContaining([{ kind: 'started', channel: 'inbox', state: 'sent' }, { kind: 'ready', channel: 'inbox', state: 'sent' }]));
    expect((await jobsOf()).map(({ id, state }) => [id, state])).toEqual([[job.id, 'shown']]);
  });

  it('shows its rows at once when only the count is slow (D2)', async () => {
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => { open = resolve; });
    holdCount = () => opened;
    const first = await test.ask('view-table', view());
    open();
    await jobIn(test, first.pending!.jobId, 'shown');
    const whole = await test.ask('view-table', view());

    expect(first).toMatchObject({ totalRows: null, rows: expect.objectContaining({ length: 50 }) });
    expect(whole).toMatchObject({ totalRows: ROWS, rows: first.rows });
    expect(pages).toEqual(['0', '25']);
  });

  it('is left to the background too when the source itself gives up for the person (D2)', async () => {
    hold = async (from) => {
      if (from === 25 && pages.length === 1 && counts === 1 && !gaveUp) {
        gaveUp = true;
        throw new AppError('source.timeout');
      }
    };
    let gaveUp = false;
    const first = await test.ask('view-table', view());
    await jobIn(test, first.pending!.jobId, 'shown');

    expect(first.rows).toHaveLength(25);
    expect(pages).toEqual(['0', '25']);
  });

  it('makes one job of two tabs that ask at the same moment (F15)', async () => {
    const release = stallBehindFirst();
    const [one, other] = await Promise.all([test.ask('view-table', view()), test.ask('view-table', view())]);
    release();
    await jobIn(test, one.pending!.jobId, 'shown');

    expect(other.pending).toEqual(one.pending);
    expect(await jobsOf()).toHaveLength(1);
  });

  it('is read anew when the person asks for the rows as they are now', async () => {
    const release = stallBehindFirst();
    const first = await test.ask('view-table', view());
    release();
    await jobIn(test, first.pending!.jobId, 'shown');
    const before = pages.length;
    const again = await test.ask('view-table', view({ live: true }));

    expect(pages.slice(before)).toEqual(['0', '25']);
    expect(Date.parse(again.asOf)).toBeGreaterThan(Date.parse(first.asOf));
    // What was kept is older than what was just seen, and is gone.
    expect(await jobsOf()).toMatchObject([{ state: 'expired', format: null }]);
  });

  it('is shown to nobody else, and not after a contact was erased for privacy (T18, T63)', async () => {
    const release = stallBehindFirst();
    const first = await test.ask('view-table', view());
    release();
    await jobIn(test, first.pending!.jobId, 'shown');
    const before = pages.length;
    await test.ask('view-table', view(), OTHER);
    const readByOther = pages.slice(before);
    await eraseContact(test.app.context, { portalId: PORTAL, contactId: '101' });
    await test.ask('view-table', view());

    expect(readByOther).toEqual(['0', '25']);
    expect(await jobsOf(OTHER)).toEqual([]);
    expect(pages.slice(before)).toEqual(['0', '25', '0', '25']);
  });

  it('is not shown with what the person may no longer see (T18)', async () => {
    const release = stallBehindFirst();
    const first = await test.ask('view-table', view(), OTHER);
    release();
    await eventually(async () => (await jobsOf(OTHER))[0]?.state === 'shown');
    expect(first.pending).toBeDefined();
    const { version } = await test.ask('get-settings', {});
    const rule = { about: 'column', who: { kind: 'everybody' }, connection: 'hubspot', table: 'numbers', scope: null, column: 'name', effect: 'mask' } as const;
    await test.ask('save-settings', { version, policy: { ...DEFAULT_POLICY, rules: [rule] } });
    const before = pages.length;
    const masked = await test.ask('view-table', view(), OTHER);

    expect(masked.rows[0]!.cells[1]).toBe('•••');
    expect(pages.slice(before)).toEqual(['0', '25']);
  });

  it('can be cancelled while the source says nothing, and is then read anew', async () => {
    stallBehindFirst();
    const first = await test.ask('view-table', view());
    await test.ask('cancel-job', { jobId: first.pending!.jobId });
    hold = async () => undefined;

    const again = await test.ask('view-table', view());

    expect(again).toMatchObject({ rows: expect.objectContaining({ length: 50 }) });
    expect(again.pending).toBeUndefined();
    await jobIn(test, first.pending!.jobId, 'cancelled');
  });

  it('does not fill the line of jobs: the sixth of one person is refused in time (T50, S0.19)', async () => {
    stallBehindFirst();
    hold = (_from, signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    const replies = await Promise.all([1, 2, 3, 4, 5, 6].map((pageSize) => test.call('view-table', view({ pageSize }))));

    const refused = replies.filter(({ reply }) => !reply.ok);
    expect(refused.map(({ reply }) => (reply.ok ? null : reply.error.code))).toEqual(['source.timeout']);
    expect(await jobsOf()).toHaveLength(5);
  });
});
