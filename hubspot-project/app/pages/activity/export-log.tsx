import { Button, Flex, Link, Text } from '@hubspot/ui-extensions';
import type { ExportAuditResponse, WireError } from '@siderail/contract';
import { ErrorView, LinkOver, useIsOver, useSurface } from '@siderail/ui';
import { useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { toRequest, type LogFilter } from './log-filter.ts';

/** The log as a file: a link, because a page in HubSpot cannot save one. */
export function ExportLog({ filter }: { readonly filter: LogFilter }) {
  const texts = useTexts();
  const { backend, format } = useSurface();
  const [link, setLink] = useState<ExportAuditResponse | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const [busy, setBusy] = useState(false);
  const over = useIsOver(link?.expiresAt ?? null);

  async function ask(): Promise<void> {
    setBusy(true);
    const outcome = await backend('export-audit', toRequest(filter, Date.now()));
    setBusy(false);
    setError(outcome.ok ? null : outcome.error);
    setLink(outcome.ok ? outcome.data : null);
  }

  return (
    <Flex direction="column" gap="xs" align="start">
      {error === null ? null : <ErrorView title={texts.exportLogFailed} error={error} testId="export-log-error" />}
      {link === null ? (
        <Button variant="secondary" disabled={busy} onClick={() => void ask()} testId="export-log">{texts.exportLog}</Button>
      ) : over ? <LinkOver expiredAt={link.expiresAt} busy={busy} onRenew={() => void ask()} testId="log-link-over" /> : (
        <>
          <Link href={{ url: link.url, external: true }} testId="log-link">{texts.logReady}</Link>
          <Text variant="microcopy">{texts.logUntil(format.time(link.expiresAt))}</Text>
        </>
      )}
    </Flex>
  );
}
