import { Alert, Button, Flex, Heading, LoadingSpinner, StatusTag, Text, Tile } from '@hubspot/ui-extensions';
import { latestData, useRequest } from '@siderail/client';
import type { Outcome } from '@siderail/client';
import type { Destination, TestDestinationResponse, WireError } from '@siderail/contract';
import { ErrorView, TitleLine, useSentence, useSurface } from '@siderail/ui';
import { useState } from 'react';
import type { DestinationDraft } from './destination-draft.ts';
import { DestinationForm } from './destination-form.tsx';
import { NewSecret } from './new-secret.tsx';
import { SentThere } from './sent-there.tsx';
import { useDestinationTexts } from './use-destination-texts.ts';

type Open = 'nothing' | 'form' | 'history' | 'rotate' | 'remove';

/** One destination: where it leads, what went there last, and what an admin can do with it. */
export function DestinationItem({ destination, admin, onChanged }: { readonly destination: Destination; readonly admin: boolean; readonly onChanged: () => void }) {
  const texts = useDestinationTexts();
  const sentence = useSentence();
  const { backend, format } = useSurface();
  const { id, name, kind, state, off, place, tells, last } = destination;
  const [open, setOpen] = useState<Open>('nothing');
  const [error, setError] = useState<WireError | null>(null);
  const [tested, setTested] = useState<TestDestinationResponse | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const more = useRequest(open === 'form' || open === 'history' || open === 'rotate' ? `destination-${id}` : null, () => backend('get-destination', { destinationId: id }));
  const found = latestData(more.state);

  async function act<Answer>(work: () => Promise<Outcome<Answer>>, after: (answer: Answer) => void): Promise<WireError | null> {
    setBusy(true);
    setTested(null);
    const outcome = await work();
    setBusy(false);
    setError(outcome.ok ? null : outcome.error);
    if (outcome.ok) after(outcome.data);
    return outcome.ok ? null : outcome.error;
  }
  const changed = (): void => {
    setOpen('nothing');
    onChanged();
  };
  const test = () => act(() => backend('test-destination', { destinationId: id }), setTested);
  const turn = () => act(() => backend('switch-destination', { destinationId: id, state: state === 'active' ? 'disabled' : 'active' }), changed);
  const remove = () => act(() => backend('remove-destination', { destinationId: id }), changed);
  const rotate = () => act(() => backend('rotate-destination-secret', { destinationId: id }), (made) => { setSecret(made.secret); setOpen('nothing'); more.reload(); });
  const save = (draft: DestinationDraft) => act(() => backend('update-destination', { destinationId: id, ...draft }), (saved) => { setSecret(saved.secret); more.reload(); changed(); });
  const button = (what: string, label: string, press: () => unknown, variant: 'secondary' | 'transparent' | 'destructive' = 'secondary') => (
    <Button size="sm" variant={variant} disabled={busy} testId={`${what}-${id}`} onClick={() => void press()}>{label}</Button>
  );

  return (
    <Tile testId={`destination-${id}`}>
      <Flex direction="column" gap="sm">
        <TitleLine title={<Heading>{name}</Heading>}>
          <StatusTag variant={off === null ? 'success' : 'warning'}>{off === null ? texts.on : texts.off}</StatusTag>
        </TitleLine>
        <Text variant="microcopy">{[texts.kinds[kind], ...(place === null || kind === 'task' ? [] : [place])].join(' · ')}</Text>
        <Text>{tells ? `${texts.gets[kind]} ${texts.tells}` : texts.gets[kind]}</Text>
        {off === null ? null : <Text>{sentence(off)}</Text>}
        {admin ? <Text variant="microcopy" testId={`last-${id}`}>{last === null ? texts.never : texts.last([texts.abouts[last.about], texts.states[last.state]].filter((text) => text !== '').join(', '), format.time(last.at))}</Text> : null}
        {error === null || open === 'form' ? null : <ErrorView title={texts.failed} error={error} testId={`problem-${id}`} />}
        {tested === null ? null : (
          <Alert title={tested.works ? texts.works : texts.worksNot} variant={tested.works ? 'success' : 'danger'} testId="destination-tested">
            <Text>{sentence(tested.message)}</Text>
          </Alert>
        )}
        {secret === null ? null : <NewSecret secret={secret} onClose={() => setSecret(null)} />}
        {admin && open !== 'form' ? (
          <Flex direction="row" gap="sm" wrap="wrap">
            {button('test', texts.test, test)}
            {button('edit', texts.edit, () => setOpen('form'))}
            {button('history', texts.history, () => setOpen(open === 'history' ? 'nothing' : 'history'))}
            {kind === 'webhook' ? button('rotate', texts.rotate, () => setOpen('rotate'), 'transparent') : null}
            {button('switch', state === 'active' ? texts.switchOff : texts.switchOn, turn, 'transparent')}
            {button('remove', texts.remove, () => setOpen('remove'), 'transparent')}
          </Flex>
        ) : null}
        {open === 'rotate' ? <Sure text={texts.rotateMeans} yes={button('rotate-now', texts.rotateNow, rotate)} no={button('keep', texts.keep, () => setOpen('nothing'), 'transparent')} /> : null}
        {open === 'rotate' && found?.oldSecretUntil != null ? <Text variant="microcopy">{texts.oldSecret(format.time(found.oldSecretUntil))}</Text> : null}
        {open === 'remove' ? <Sure text={texts.removeMeans} yes={button('remove-now', texts.removeNow, remove, 'destructive')} no={button('keep', texts.keep, () => setOpen('nothing'), 'transparent')} /> : null}
        {more.state.status === 'error' ? <ErrorView title={texts.listFailed} error={more.state.error} testId={`more-error-${id}`} onRetry={more.reload} /> : null}
        {(open === 'form' || open === 'history') && found === null && more.state.status === 'loading' ? <LoadingSpinner label={texts.loading} /> : null}
        {open === 'form' && more.state.status === 'success' ? <DestinationForm draft={{ name, settings: more.state.data.settings }} stored onSave={save} onCancel={() => { setError(null); setOpen('nothing'); }} /> : null}
        {open === 'history' && found !== null ? <SentThere destinationId={id} deliveries={found.deliveries} onSent={more.reload} /> : null}
      </Flex>
    </Tile>
  );
}

function Sure({ text, yes, no }: { readonly text: string; readonly yes: JSX.Element; readonly no: JSX.Element }) {
  return (
    <Flex direction="column" gap="xs">
      <Text>{text}</Text>
      <Flex direction="row" gap="sm">
        {yes}
        {no}
      </Flex>
    </Flex>
  );
}
