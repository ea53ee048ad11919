import { Alert, Flex, LoadingSpinner, Tag, Text } from '@hubspot/ui-extensions';
import { latestData, useRequest } from '@siderail/client';
import type { GetSettingsResponse, ListPlacesResponse } from '@siderail/contract';
import { ErrorView, useSurface } from '@siderail/ui';
import { useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { SettingsForm } from './settings-form.tsx';

const NOTHING: ListPlacesResponse = { places: [], people: [], teams: [] };

/** The app's settings: everybody of the account reads them, admins change them. */
export function SettingsPage() {
  const texts = useTexts();
  const { backend, format } = useSurface();
  const { state, reload } = useRequest('settings', () => backend('get-settings', {}));
  const [saved, setSaved] = useState<GetSettingsResponse | null>(null);
  const [gone, setGone] = useState(false);
  const read = latestData(state);
  const settings = saved !== null && (read === null || saved.version >= read.version) ? saved : read;
  const choices = useRequest(settings?.mayChange === true ? 'places' : null, () => backend('list-places', {}));

  if (gone) {
    return (
      <Alert title={texts.disconnected} variant="success" testId="disconnected">
        <Text>{texts.disconnectedMore}</Text>
      </Alert>
    );
  }
  if (settings === null) {
    return state.status === 'error'
      ? <ErrorView title={texts.loadFailed} error={state.error} testId="settings-error" onRetry={reload} />
      : <LoadingSpinner label={texts.loading} showLabel layout="centered" testId="loading-settings" />;
  }
  return (
    <Flex direction="column" gap="md">
      {settings.mayChange ? null : (
        <Alert title={texts.readOnlyTitle} variant="info" testId="read-only">
          <Text>{texts.readOnlyWhy}</Text>
        </Alert>
      )}
      <Flex direction="row" gap="sm" align="center" wrap="wrap">
        {settings.account.environment === 'test' ? <Tag variant="warning" testId="environment-marker">{texts.testMarker}</Tag> : null}
        <Text variant="microcopy" testId="last-change">{settings.changedAt === null ? texts.neverChanged : texts.lastChange(format.time(settings.changedAt))}</Text>
      </Flex>
      {choices.state.status === 'error' ? (
        <ErrorView title={texts.peopleMissing} error={choices.state.error} testId="choices-error" onRetry={choices.reload} />
      ) : null}
      <SettingsForm key={settings.version} settings={settings} choices={latestData(choices.state) ?? NOTHING} onSaved={setSaved} onReload={() => { setSaved(null); reload(); }} onGone={() => setGone(true)} />
    </Flex>
  );
}
