import { Button, Divider, Flex, Text } from '@hubspot/ui-extensions';
import type { GetSettingsResponse, ListPlacesResponse } from '@siderail/contract';
import { ErrorView, useSurface } from '@siderail/ui';
import { useState } from 'react';
import { RulesSection, type ChoicesState } from '../rules/rules-section.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { AccountSection } from './account-section.tsx';
import { ApprovalSection } from './approval-section.tsx';
import { DisconnectSection } from './disconnect-section.tsx';
import { accountOf, draftOf, isTooMuch, wrongDomain, wrongProperty } from './settings-draft.ts';
import { useSaveSettings } from './use-save-settings.ts';

type Props = {
  readonly settings: GetSettingsResponse;
  readonly choices: ListPlacesResponse;
  readonly choicesState: ChoicesState;
  readonly onSaved: (settings: GetSettingsResponse) => void;
  readonly onReload: () => void;
  readonly onGone: () => void;
};

/** All sections over one draft, and one button that saves it whole: the rules of an account hold together or not at all. */
export function SettingsForm({ settings, choices, choicesState, onSaved, onReload, onGone }: Props) {
  const texts = useTexts();
  const { addAlert } = useSurface();
  const [draft, setDraft] = useState(() => draftOf(settings));
  const { busy, error, save } = useSaveSettings((answer) => {
    addAlert('success', texts.saved, texts.savedMore);
    onSaved(answer);
  });
  const account = accountOf(draft);
  const changed = JSON.stringify([draft.policy, account]) !== JSON.stringify([settings.policy, settings.account]);
  const readOnly = !settings.mayChange;
  return (
    <Flex direction="column" gap="lg">
      <RulesSection rules={draft.policy.rules} choices={choices} choicesState={choicesState} readOnly={readOnly} onChange={(rules) => setDraft({ ...draft, policy: { ...draft.policy, rules } })} />
      <Divider />
      <ApprovalSection policy={draft.policy} people={choices.people} readOnly={readOnly} onChange={(policy) => setDraft({ ...draft, policy })} />
      <Divider />
      <AccountSection draft={draft} server={settings} readOnly={readOnly} onChange={setDraft} />
      {error === null ? null : <ErrorView title={texts.saveFailed} error={error} testId="save-error" onRetry={onReload} retryLabel={texts.readAgain} />}
      {readOnly ? null : (
        <Flex direction="row" gap="sm" align="center" wrap="wrap">
          <Button variant="primary" disabled={!changed || busy || wrongDomain(draft.domains) !== null || wrongProperty(draft.settable) !== null || isTooMuch(draft)} onClick={() => void save({ policy: draft.policy, account, version: settings.version })} testId="save-settings">
            {texts.save}
          </Button>
          {changed ? <Button variant="secondary" disabled={busy} onClick={() => setDraft(draftOf(settings))} testId="discard-settings">{texts.discard}</Button> : null}
          {changed ? <Text variant="microcopy" testId="unsaved">{texts.unsaved}</Text> : null}
        </Flex>
      )}
      {readOnly ? null : <Divider />}
      {readOnly ? null : <DisconnectSection onGone={onGone} />}
    </Flex>
  );
}
