import { Button, Flex, Input } from '@hubspot/ui-extensions';
import type { WireError } from '@siderail/contract';
import { ErrorView, useSurface } from '@siderail/ui';
import { useState } from 'react';
import { useTemplateTexts } from './use-template-texts.ts';

/** Saves what an export was made of, under a name, to be run again. */
export function SaveAsTemplate({ jobId, title }: { readonly jobId: string; readonly title: string }) {
  const texts = useTemplateTexts();
  const { backend, addAlert } = useSurface();
  const [name, setName] = useState<string | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const [busy, setBusy] = useState(false);

  async function save(chosen: string): Promise<void> {
    setBusy(true);
    const outcome = await backend('save-template', { name: chosen, shared: false, from: { kind: 'export', jobId } });
    setBusy(false);
    setError(outcome.ok ? null : outcome.error);
    if (!outcome.ok) return;
    setName(null);
    addAlert('success', texts.saved(chosen), texts.savedMore);
  }

  if (name === null) {
    return (
      <Flex direction="row">
        <Button size="sm" variant="secondary" testId="save-as-template" onClick={() => setName(title.slice(0, 100))}>{texts.saveAs}</Button>
      </Flex>
    );
  }
  return (
    <Flex direction="column" gap="sm">
      <Input name="template-name" testId="template-name" label={texts.saveAsName} value={name} onInput={setName} />
      {error === null ? null : <ErrorView title={texts.failed} error={error} testId="template-error" />}
      <Flex direction="row" gap="sm">
        <Button size="sm" variant="secondary" testId="template-save" disabled={busy || name.trim() === ''} onClick={() => void save(name.trim())}>{texts.saveAs}</Button>
        <Button size="sm" variant="transparent" disabled={busy} onClick={() => setName(null)}>{texts.close}</Button>
      </Flex>
    </Flex>
  );
}
