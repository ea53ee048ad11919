import { Button, EmptyState, Flex, Heading, LoadingSpinner, Text, Tile } from '@hubspot/ui-extensions';
import { PageTitle } from '@hubspot/ui-extensions/pages';
import { latestData, useRequest } from '@siderail/client';
import type { DestinationSettings } from '@siderail/contract';
import { ErrorView, useSurface } from '@siderail/ui';
import { useState } from 'react';
import { newSettings, type DestinationDraft } from './destination-draft.ts';
import { DestinationForm } from './destination-form.tsx';
import { DestinationItem } from './destination-item.tsx';
import { NewSecret } from './new-secret.tsx';
import { useDestinationTexts } from './use-destination-texts.ts';

const FRESH: DestinationDraft = { name: '', settings: newSettings('s3') };

/** Where finished exports go. Admins add, change and test; others see what there is to choose from. */
export function DestinationsPage() {
  const texts = useDestinationTexts();
  const { backend, addAlert } = useSurface();
  const { state, reload } = useRequest('destinations', () => backend('list-destinations', {}));
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const list = latestData(state);

  const add = async ({ name, settings }: DestinationDraft) => {
    // The form has seen to it that the secrets are there; the server says so otherwise.
    const outcome = await backend('add-destination', { name, settings: settings as DestinationSettings });
    if (!outcome.ok) return outcome.error;
    setAdding(false);
    setSecret(outcome.data.secret);
    addAlert('success', texts.saved(name), texts.savedMore);
    reload();
    return null;
  };
  return (
    <Flex direction="column" gap="md">
      <PageTitle>{texts.title}</PageTitle>
      <Text>{texts.intro}</Text>
      {state.status === 'error' ? <ErrorView title={texts.listFailed} error={state.error} testId="destinations-error" onRetry={reload} /> : null}
      {list === null && state.status === 'loading' ? <LoadingSpinner label={texts.loading} layout="centered" /> : null}
      {list !== null && list.destinations.length === 0 && !adding ? (
        <EmptyState title={texts.none} layout="vertical">
          <Text>{list.admin ? texts.noneFix : texts.noneForOthers}</Text>
        </EmptyState>
      ) : null}
      {secret === null ? null : <NewSecret secret={secret} onClose={() => setSecret(null)} />}
      {(list?.destinations ?? []).map((destination) => <DestinationItem key={destination.id} destination={destination} admin={list?.admin === true} onChanged={reload} />)}
      {adding ? (
        <Tile>
          <Flex direction="column" gap="sm">
            <Heading>{texts.add}</Heading>
            <DestinationForm draft={FRESH} stored={false} onSave={add} onCancel={() => setAdding(false)} />
          </Flex>
        </Tile>
      ) : list?.admin === true ? (
        <Flex direction="row">
          <Button variant="primary" testId="add-destination" onClick={() => setAdding(true)}>{texts.add}</Button>
        </Flex>
      ) : null}
    </Flex>
  );
}
