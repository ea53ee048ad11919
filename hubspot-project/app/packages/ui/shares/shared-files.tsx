import { Button, Flex, Heading } from '@hubspot/ui-extensions';
import type { SharedFile, WireError } from '@siderail/contract';
import { useCallback, useEffect, useState } from 'react';
import { ErrorView } from '../error-view.tsx';
import { useSurface } from '../surface.ts';
import { useUiTexts } from '../texts/use-ui-texts.ts';
import { SharedFileTile } from './shared-file-tile.tsx';

type Listed = { readonly files: readonly SharedFile[]; readonly next: string | null; readonly error: WireError | null; readonly busy: boolean };

const NONE: Listed = { files: [], next: null, error: null, busy: true };

/** What colleagues share with the person, newest first, a page at a press. Nothing is drawn where there is nothing. */
export function SharedFiles() {
  const texts = useUiTexts();
  const { backend } = useSurface();
  const [{ files, next, error, busy }, setListed] = useState<Listed>(NONE);

  const read = useCallback(async (before: string | null): Promise<void> => {
    setListed((now) => ({ ...now, busy: true }));
    const outcome = await backend('list-shared', before === null ? {} : { before });
    setListed((now) => (outcome.ok ? { files: before === null ? outcome.data.files : [...now.files, ...outcome.data.files], next: outcome.data.next, error: null, busy: false } : { ...now, error: outcome.error, busy: false }));
  }, [backend]);
  // Once for each opening; a new one comes with its mail.
  useEffect(() => void read(null), [read]);

  if (files.length === 0 && error === null && next === null) return null;
  return (
    <Flex direction="column" gap="sm" testId="shared-files">
      <Heading>{texts.sharedWithYou}</Heading>
      {files.map((file) => <SharedFileTile key={file.shareId} file={file} onGone={() => void read(null)} />)}
      {error === null ? null : <ErrorView title={texts.sharedWithYouFailed} error={error} testId="shared-files-error" onRetry={() => void read(null)} />}
      {next === null || error !== null ? null : (
        <Flex>
          <Button size="xs" variant="transparent" testId="older-shared-files" disabled={busy} onClick={() => void read(next)}>
            {texts.olderShared}
          </Button>
        </Flex>
      )}
    </Flex>
  );
}
