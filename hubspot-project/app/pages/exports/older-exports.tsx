import { Button, Flex } from '@hubspot/ui-extensions';
import type { Job, WireError } from '@siderail/contract';
import { ErrorView, useSurface } from '@siderail/ui';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { ExportTile } from './export-tile.tsx';

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
      {jobs.map((job) => <ExportTile key={job.id} job={job} onJob={replace} />)}
      {error === null ? null : <ErrorView title={texts.exportsFailed} error={error} testId="older-error" />}
      {more ? (
        <Flex direction="row">
          <Button variant="secondary" testId="older-exports" disabled={loading} onClick={() => void read()}>
            {texts.olderExports}
          </Button>
        </Flex>
      ) : null}
    </Flex>
  );
}
