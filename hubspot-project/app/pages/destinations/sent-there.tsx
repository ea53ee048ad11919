import { Button, StatusTag, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import { newRequestId } from '@siderail/client';
import type { GetDestinationResponse, WireError } from '@siderail/contract';
import { ErrorView, useSentence, useSurface } from '@siderail/ui';
import { useRef, useState } from 'react';
import { useDestinationTexts } from './use-destination-texts.ts';

const TAGS = { waiting: 'info', pending: 'warning', sending: 'info', sent: 'success', uncertain: 'warning', failed: 'danger' } as const;

/** The newest sendings to a destination; one's own that did not arrive can be sent again. */
export function SentThere({ destinationId, deliveries, onSent }: { readonly destinationId: string; readonly deliveries: GetDestinationResponse['deliveries']; readonly onSent: () => void }) {
  const texts = useDestinationTexts();
  const sentence = useSentence();
  const { backend, format, addAlert } = useSurface();
  const [error, setError] = useState<WireError | null>(null);
  // One id until an answer has come: a second press, or HubSpot's repeat, sends nothing twice; pressed later it sends once more.
  const clicks = useRef(new Map<string, string>());
  if (deliveries.length === 0) return <Text variant="microcopy">{texts.never}</Text>;

  const again = async (id: string, jobId: string): Promise<void> => {
    const requestId = clicks.current.get(id) ?? newRequestId();
    clicks.current.set(id, requestId);
    const outcome = await backend('resend-delivery', { requestId, jobId, destinationId });
    setError(outcome.ok ? null : outcome.error);
    if (!outcome.ok) return;
    clicks.current.delete(id);
    addAlert('success', texts.sentAgain, texts.sentAgainMore);
    onSent();
  };
  return (
    <>
      {error === null ? null : <ErrorView title={texts.failed} error={error} testId="resend-error" />}
      <Table density="condensed" testId={`sent-${destinationId}`}>
        <TableHead>
          <TableRow>
            {[texts.columns.when, texts.columns.export, texts.columns.person, texts.columns.state, texts.columns.again].map((title) => <TableHeader key={title}>{title}</TableHeader>)}
          </TableRow>
        </TableHead>
        <TableBody>
          {deliveries.map(({ id, jobId, title, userEmail, mine, state, about, reason, at }) => (
            <TableRow key={id}>
              <TableCell>{format.time(at)}</TableCell>
              <TableCell>{about === 'ready' ? title : `${title} (${texts.abouts[about]})`}</TableCell>
              <TableCell>{userEmail}</TableCell>
              <TableCell>
                <StatusTag variant={TAGS[state]}>{texts.states[state]}</StatusTag>
                {reason === null || state === 'sent' ? null : <Text variant="microcopy">{sentence(reason)}</Text>}
              </TableCell>
              <TableCell>
                {mine && about === 'ready' && (state === 'failed' || state === 'uncertain') ? <Button size="xs" variant="secondary" testId={`again-${id}`} onClick={() => void again(id, jobId)}>{texts.again}</Button> : null}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </>
  );
}
