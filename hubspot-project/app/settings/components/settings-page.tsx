import { Alert, Flex, LoadingSpinner, Tag, Text } from '@hubspot/ui-extensions';
import { latestData, useRequest, type Outcome } from '@siderail/client';
import type { GetSettingsResponse, ListPlacesResponse } from '@siderail/contract';
import { ErrorView, useSurface } from '@siderail/ui';
import { useState } from 'react';
import { useTexts, type Texts } from '../texts/use-texts.ts';
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
  const admin = settings?.mayChange === true;
  const choices = useRequest(settings === null ? null : admin ? 'places' : 'names', () => (admin ? backend('list-places', {}) : namesOnly(backend)));
  const listed = latestData(choices.state);

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
        <Text variant="microcopy" testId="last-change">{lastChange(settings, listed ?? NOTHING, texts, format.time)}</Text>
      </Flex>
      {state.status === 'error' ? <ErrorView title={texts.loadFailed} error={state.error} testId="settings-error" onRetry={reload} /> : null}
      {admin && choices.state.status === 'error' ? <ErrorView title={texts.choicesMissing} error={choices.state.error} testId="choices-error" onRetry={choices.reload} /> : null}
      <SettingsForm key={settings.version} settings={settings} choices={listed ?? NOTHING} choicesState={listed !== null ? 'there' : choices.state.status === 'error' ? 'missing' : 'loading'} onSaved={setSaved} onReload={reload} onGone={() => setGone(true)} />
    </Flex>
  );
}

/** Whoever only reads the rules gets the titles of what they name, and nobody's name. */
async function namesOnly(backend: ReturnType<typeof useSurface>['backend']): Promise<Outcome<ListPlacesResponse>> {
  const outcome = await backend('list-rule-names', {});
  return outcome.ok ? { ok: true, data: { ...NOTHING, places: outcome.data.places } } : outcome;
}

function lastChange({ changedAt, changedBy }: GetSettingsResponse, { people }: ListPlacesResponse, texts: Texts, time: (at: string) => string): string {
  if (changedAt === null) return texts.neverChanged;
  const by = people.find(({ userId }) => userId === changedBy)?.name;
  return by === undefined ? texts.lastChange(time(changedAt)) : texts.lastChangeBy(time(changedAt), by);
}
