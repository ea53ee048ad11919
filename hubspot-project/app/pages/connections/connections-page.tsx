import { Button, EmptyState, Flex, LoadingSpinner, Text, Tile } from '@hubspot/ui-extensions';
import { PageTitle } from '@hubspot/ui-extensions/pages';
import { latestData, useRequest } from '@siderail/client';
import type { ConnectionShown } from '@siderail/contract';
import { ErrorView, useSurface } from '@siderail/ui';
import { useState } from 'react';
import { AddConnection } from './add-connection.tsx';
import { ConnectionItem } from './connection-item.tsx';
import { useConnectionTexts } from './use-connection-texts.ts';

/** The databases of the account, for its admins: how they stand, adding, changing, testing and switching off. */
export function ConnectionsPage() {
  const texts = useConnectionTexts();
  const { backend } = useSurface();
  const { state, reload } = useRequest('connections', () => backend('list-connections', {}));
  const [changed, setChanged] = useState<readonly ConnectionShown[] | null>(null);
  const [adding, setAdding] = useState(false);
  const connections = changed ?? latestData(state)?.connections ?? null;
  const take = (now: readonly ConnectionShown[]): void => {
    setChanged(now);
    setAdding(false);
  };
  return (
    <Flex direction="column" gap="md">
      <PageTitle>{texts.title}</PageTitle>
      <Text>{texts.intro}</Text>
      {state.status === 'error' ? <ErrorView title={texts.listFailed} error={state.error} testId="connections-error" onRetry={reload} /> : null}
      {connections === null && state.status === 'loading' ? <LoadingSpinner label={texts.loading} layout="centered" /> : null}
      {connections !== null && connections.length === 0 && !adding ? (
        <EmptyState title={texts.none} layout="vertical">
          <Text>{texts.noneFix}</Text>
        </EmptyState>
      ) : null}
      {(connections ?? []).map((connection) => <ConnectionItem key={connection.key} connection={connection} onChanged={take} />)}
      {connections === null ? null : adding ? (
        <Tile>
          <AddConnection onSaved={take} onCancel={() => setAdding(false)} />
        </Tile>
      ) : (
        <Flex direction="row">
          <Button variant="primary" testId="add-connection" onClick={() => setAdding(true)}>{texts.add}</Button>
        </Flex>
      )}
    </Flex>
  );
}
