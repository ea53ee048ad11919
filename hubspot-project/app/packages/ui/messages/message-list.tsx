import { Button, Flex, Heading, Link, Text, Tile } from '@hubspot/ui-extensions';
import type { Message, WireError } from '@siderail/contract';
import { useCallback, useEffect, useState } from 'react';
import { ErrorView } from '../error-view.tsx';
import { useSurface } from '../surface.ts';
import { useUiTexts } from '../texts/use-ui-texts.ts';

type Listed = { readonly messages: readonly Message[]; readonly older: boolean; readonly error: WireError | null; readonly busy: boolean };

/** What workflows of the account wrote to the person, newest first: one page, the next at a press. Nothing is drawn where there is nothing. */
export function MessageList({ few = Number.POSITIVE_INFINITY }: { readonly few?: number }) {
  const texts = useUiTexts();
  const { backend } = useSurface();
  const [{ messages, older, error, busy }, setListed] = useState<Listed>({ messages: [], older: false, error: null, busy: true });
  const [all, setAll] = useState(false);

  const read = useCallback(async (before: string | undefined): Promise<void> => {
    setListed((now) => ({ ...now, busy: true }));
    const outcome = await backend('list-messages', before === undefined ? {} : { before });
    setListed((now) => (outcome.ok ? { messages: [...now.messages, ...outcome.data.messages], older: outcome.data.older, error: null, busy: false } : { ...now, error: outcome.error, busy: false }));
  }, [backend]);
  // Once for each opening; a new message comes with its mail.
  useEffect(() => void read(undefined), [read]);

  if (messages.length === 0 && error === null) return null;
  const shown = all ? messages : messages.slice(0, few);
  const more = shown.length < messages.length || older;
  return (
    <Flex direction="column" gap="sm" testId="messages">
      <Heading>{texts.messages}</Heading>
      {shown.map((message) => <MessageItem key={message.id} message={message} />)}
      {error === null ? null : <ErrorView title={texts.messagesFailed} error={error} testId="messages-error" onRetry={() => void read(messages.at(-1)?.id)} />}
      {more && error === null ? (
        <Flex>
          <Button size="xs" variant="transparent" testId="more-messages" disabled={busy} onClick={() => (shown.length < messages.length ? setAll(true) : void read(messages.at(-1)?.id))}>{texts.moreMessages}</Button>
        </Flex>
      ) : null}
    </Flex>
  );
}

/** Its words may come from a record: `Text` draws them as they are, and makes no link of them. */
function MessageItem({ message }: { readonly message: Message }) {
  const texts = useUiTexts();
  const { format } = useSurface();
  return (
    <Tile compact testId={`message-${message.id}`}>
      <Flex direction="column" gap="xs">
        <Text format={{ fontWeight: 'demibold' }}>{message.subject}</Text>
        {message.text.split(/\r\n|\n|\r/).map((line, at) => (line.trim() === '' ? null : <Text key={at}>{line}</Text>))}
        <Text variant="microcopy">{`${texts.fromWorkflow(message.workflowId)} · ${format.time(message.sentAt)} · ${texts.messageMail(message.mail)}`}</Text>
        <Link href={{ url: message.recordUrl, external: true }}>{texts.openRecord}</Link>
      </Flex>
    </Tile>
  );
}
