import { Alert, Button, Flex, Heading, Text } from '@hubspot/ui-extensions';
import type { ConnectionShown, ConnectionTable, TestConnectionResponse, WireError } from '@siderail/contract';
import { ErrorView, useSurface } from '@siderail/ui';
import { useRef, useState } from 'react';
import { AddressFields, isComplete, NEW_DRAFT } from './address-fields.tsx';
import { FoundTables } from './found-tables.tsx';
import { TableForm } from './table-form.tsx';
import { useConnectionTexts } from './use-connection-texts.ts';

type Props = { readonly onSaved: (now: readonly ConnectionShown[]) => void; readonly onCancel: () => void };

/** A new connection in three steps: where it is, what it has, which tables are shown where. */
export function AddConnection({ onSaved, onCancel }: Props) {
  const texts = useConnectionTexts();
  const { backend, addAlert } = useSurface();
  const [draft, setDraft] = useState(NEW_DRAFT);
  const [found, setFound] = useState<TestConnectionResponse | null>(null);
  const [tables, setTables] = useState<readonly ConnectionTable[]>([]);
  const [problem, setProblem] = useState<{ readonly title: string; readonly error: WireError } | null>(null);
  const [busy, setBusy] = useState(false);

  const wanted = useRef(draft.address);
  const test = async (): Promise<void> => {
    if (!isComplete(draft)) return addAlert('warning', texts.incomplete, texts.incompleteFix);
    setBusy(true);
    const outcome = await backend('test-connection', { key: null, address: draft.address });
    setBusy(false);
    if (wanted.current !== draft.address) return;
    setFound(outcome.ok ? outcome.data : null);
    setProblem(outcome.ok ? null : { title: texts.testFailed, error: outcome.error });
  };
  const save = async (): Promise<void> => {
    setBusy(true);
    const outcome = await backend('add-connection', { name: draft.name, address: draft.address, tables: [...tables] });
    setBusy(false);
    if (outcome.ok) onSaved(outcome.data.connections);
    else setProblem({ title: texts.saveFailed, error: outcome.error });
  };
  const change = (next: typeof draft): void => {
    // Tables were found, and chosen, at the old place.
    if (next.address !== draft.address) {
      setFound(null);
      setTables([]);
      wanted.current = next.address;
    }
    setDraft(next);
  };

  return (
    <Flex direction="column" gap="sm">
      <Heading>{texts.add}</Heading>
      <AddressFields draft={draft} onDraft={change} stored={false} />
      {problem === null ? null : <ErrorView title={problem.title} error={problem.error} testId="connection-problem" />}
      {found === null ? null : (
        <>
          <FoundTables found={found} />
          <TableForm offers={found.offers} onTable={(table) => setTables((before) => [...before, table])} />
        </>
      )}
      {tables.length === 0 ? null : (
        <Alert title={texts.chosen(tables.map(({ title }) => title).join(', '))} variant="success">
          <Flex direction="column" gap="xs" align="start">
            <Text>{texts.can}</Text>
            {tables.map(({ title }, at) => (
              <Button key={at} size="xs" variant="secondary" testId={`drop-${at}`} onClick={() => setTables(tables.filter((_table, index) => index !== at))}>{texts.removeTable(title)}</Button>
            ))}
          </Flex>
        </Alert>
      )}
      <Flex direction="row" gap="sm">
        {found === null ? <Button variant="secondary" testId="find-tables" disabled={busy} onClick={() => void test()}>{texts.find}</Button> : (
          <Button variant="secondary" testId="save-connection" disabled={busy || tables.length === 0} onClick={() => void save()}>{texts.saveAll}</Button>
        )}
        <Button variant="secondary" onClick={onCancel}>{texts.cancel}</Button>
      </Flex>
    </Flex>
  );
}
