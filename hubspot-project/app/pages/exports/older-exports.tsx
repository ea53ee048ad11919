import { Button, Flex, Tile } from '@hubspot/ui-extensions';
import { PageLink } from '@hubspot/ui-extensions/pages';
import type { Job, WireError } from '@siderail/contract';
import { ErrorView, JobItem, useSurface } from '@siderail/ui';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';

/** What lies behind the newest exports, a page at a press. It is not watched: old exports have ended. What new exports push out of the newest ones is read too. */
export function OlderExports({ after }: { readonly after: string }) {
  const texts = useTexts();
  const { backend } = useSurface();
  const [{ jobs, more, error, loading }, setState] = useState<{ jobs: readonly Job[]; more: boolean; error: WireError | null; loading: boolean }>({ jobs: [], more: true, error: null, loading: false });

  const readBehind = useRef(after);
  const read = async (): Promise<void> => {
    if (jobs.length === 0) readBehind.current = after;
    setState((before) => ({ ...before, loading: true }));
    const outcome = await backend('list-jobs', { before: jobs.at(-1)?.id ?? after });
    setState((before) => (outcome.ok
      ? { jobs: [...before.jobs, ...outcome.data.jobs], more: outcome.data.older === true, error: null, loading: false }
      : { ...before, error: outcome.error, loading: false }));
  };
  const shown = jobs.length > 0;
  useEffect(() => {
    if (!shown || readBehind.current === after) return;
    readBehind.current = after;
    let over = false;
    void backend('list-jobs', { before: after }).then((outcome) => {
      if (over || !outcome.ok) return;
      setState((before) => ({ ...before, jobs: [...outcome.data.jobs.filter(({ id }) => before.jobs.every((job) => job.id !== id)), ...before.jobs] }));
    });
    return () => {
      over = true;
    };
  }, [after, backend, shown]);
  const replace = (changed: Job): void => setState((before) => ({ ...before, jobs: before.jobs.map((job) => (job.id === changed.id ? changed : job)) }));

  return (
    <Flex direction="column" gap="md">
      {jobs.map((job) => (
        <Tile key={job.id}>
          <JobItem job={job} onJob={replace} />
          <PageLink to="/exports/:id" params={{ id: job.id }} testId={`details-${job.id}`}>
            {texts.details}
          </PageLink>
        </Tile>
      ))}
      {error === null ? null : <ErrorView title={texts.exportsFailed} error={error} testId="older-error" />}
      {more ? (
        <Button variant="secondary" testId="older-exports" disabled={loading} onClick={() => void read()}>
          {texts.olderExports}
        </Button>
      ) : null}
    </Flex>
  );
}
