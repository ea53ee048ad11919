import { Button, Flex, Input, Select } from '@hubspot/ui-extensions';
import type { DestinationKind, WireError } from '@siderail/contract';
import { ErrorView, useSurface } from '@siderail/ui';
import { useState } from 'react';
import { isComplete, newSettings, type DestinationDraft } from './destination-draft.ts';
import { SettingsFields } from './settings-fields.tsx';
import { useDestinationTexts } from './use-destination-texts.ts';

const KINDS: readonly DestinationKind[] = ['s3', 'sftp', 'webhook', 'slack', 'teams', 'task'];

type Props = {
  readonly draft: DestinationDraft;
  /** It is there already: its kind stays, its secrets can. */
  readonly stored: boolean;
  /** Gives the error when it was not saved. */
  readonly onSave: (draft: DestinationDraft) => Promise<WireError | null>;
  readonly onCancel: () => void;
};

/** The form of a destination, new or changed. */
export function DestinationForm({ draft: first, stored, onSave, onCancel }: Props) {
  const texts = useDestinationTexts();
  const { addAlert } = useSurface();
  const [draft, setDraft] = useState(first);
  const [error, setError] = useState<WireError | null>(null);
  const [busy, setBusy] = useState(false);

  const save = async (): Promise<void> => {
    if (!isComplete(draft, stored)) return addAlert('warning', texts.incomplete, texts.incompleteFix);
    setBusy(true);
    setError(await onSave({ ...draft, name: draft.name.trim() }));
    setBusy(false);
  };
  return (
    <Flex direction="column" gap="sm" testId="destination-form">
      <Flex direction="row" gap="sm" wrap="wrap">
        <Input name="name" label={texts.name} required value={draft.name} onInput={(name) => setDraft({ ...draft, name })} />
        {stored ? null : (
          <Select
            name="kind" label={texts.kind} value={draft.settings.kind} options={KINDS.map((value) => ({ value, label: texts.kinds[value] }))}
            onChange={(kind) => setDraft({ ...draft, settings: newSettings(KINDS.find((known) => known === kind) ?? 's3') })}
          />
        )}
      </Flex>
      <SettingsFields settings={draft.settings} onSettings={(settings) => setDraft({ ...draft, settings })} stored={stored} />
      {error === null ? null : <ErrorView title={texts.failed} error={error} testId="destination-problem" />}
      <Flex direction="row" gap="sm">
        <Button variant={stored ? 'secondary' : 'primary'} testId="save-destination" disabled={busy} onClick={() => void save()}>{texts.save}</Button>
        <Button variant="transparent" disabled={busy} onClick={onCancel}>{texts.cancel}</Button>
      </Flex>
    </Flex>
  );
}
