import { Flex, Link, LoadingButton, StatusTag, Text, Tile } from '@hubspot/ui-extensions';
import type { CreateLinkResponse, SharedFile, WireError } from '@siderail/contract';
import { useState } from 'react';
import { ErrorView } from '../error-view.tsx';
import { LinkOver } from '../link-over.tsx';
import { useSurface } from '../surface.ts';
import { useUiTexts } from '../texts/use-ui-texts.ts';
import { useIsOver } from '../use-is-over.ts';

type Props = { readonly file: SharedFile; /** Asks for the list again: this file may not be in it any more. */ readonly onGone: () => void };

/** A file that a colleague shares: whose, what, their sentence, and a fresh link. `Text` draws their words as they are, and makes no link of them. */
export function SharedFileTile({ file, onGone }: Props) {
  const texts = useUiTexts();
  const { backend, format } = useSurface();
  const [link, setLink] = useState<CreateLinkResponse | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const [busy, setBusy] = useState(false);
  const over = useIsOver(link?.expiresAt ?? null);
  const { shareId, title, sharedBy, note, fileName, rows, bytes, complete, sharedAt, expiresAt } = file;

  async function getLink() {
    setBusy(true);
    const outcome = await backend('create-share-link', { shareId });
    setBusy(false);
    setLink(outcome.ok ? outcome.data : null);
    setError(outcome.ok ? null : outcome.error);
  }

  const facts = [texts.sharedRows(format.number(rows), rows === 1), format.bytes(bytes), ...(complete ? [] : [texts.sharedNotComplete]), texts.sharedAt(format.time(sharedAt)), texts.keptUntil(format.time(expiresAt))];
  return (
    <Tile compact testId={`shared-file-${shareId}`}>
      <Flex direction="column" gap="xs">
        <Flex justify="between" align="center" gap="sm">
          <Text format={{ fontWeight: 'demibold' }}>{title}</Text>
          <StatusTag variant="info" testId={`shared-by-${shareId}`}>{texts.sharedBy(sharedBy.name)}</StatusTag>
        </Flex>
        {note === null ? null : <Text testId={`shared-note-${shareId}`}>{texts.sharedNote(note)}</Text>}
        <Text variant="microcopy">{facts.join(' · ')}</Text>
        {error === null ? null : <ErrorView title={texts.noLink} error={error} testId={`shared-error-${shareId}`} onRetry={onGone} />}
        <Flex direction="column" gap="xs" align="start">
          {link === null ? (
            <LoadingButton size="xs" variant="secondary" testId={`shared-get-link-${shareId}`} loading={busy} onClick={() => void getLink()}>
              {texts.getLink}
            </LoadingButton>
          ) : over ? (
            <LinkOver expiredAt={link.expiresAt} busy={busy} onRenew={() => void getLink()} testId={`shared-link-over-${shareId}`} />
          ) : (
            <>
              <Link href={{ url: link.url, external: true }} testId={`shared-link-${shareId}`}>{texts.download(fileName)}</Link>
              <Text variant="microcopy">{texts.worksUntil(format.time(link.expiresAt))}</Text>
            </>
          )}
        </Flex>
      </Flex>
    </Tile>
  );
}
