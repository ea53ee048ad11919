import { Alert, Button, Flex, Heading, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import { useRequest } from '@siderail/client';
import type { ConnectionShown, GetConnectionTablesResponse, WireError } from '@siderail/contract';
import { ErrorView, useSurface } from '@siderail/ui';
import { useState } from 'react';
import { FoundTables } from './found-tables.tsx';
import { isWhole } from './table-draft.ts';
import { TableForm } from './table-form.tsx';
import { TableItem } from './table-item.tsx';
import { rowsOf, stateOf, tablesOf } from './table-rows.ts';
import { useConnectionTexts } from './use-connection-texts.ts';

type Props = { readonly connection: Pick<ConnectionShown, 'key' | 'name'>; readonly onSaved: (now: readonly ConnectionShown[]) => void; readonly onCancel: () => void };

/** The tables of a connection, beside what its database has now: read anew whenever it is opened. */
export function EditTables({ connection, onSaved, onCancel }: Props) {
  const texts = useConnectionTexts();
  const { backend } = useSurface();
  const { state, reload } = useRequest(`tables ${connection.key}`, () => backend('get-connection-tables', { key: connection.key }));
  return (
    <Flex direction="column" gap="sm" testId={`tables-of-${connection.key}`}>
      <Heading>{texts.tablesOf(connection.name)}</Heading>
      {state.status === 'loading' ? <LoadingSpinner label={texts.lookingAtTables} layout="centered" /> : null}
      {state.status === 'error' ? (
        <>
          <ErrorView title={texts.tablesFailed} error={state.error} testId="tables-error" onRetry={reload} />
          <Flex direction="row"><Button variant="secondary" testId="leave-tables" onClick={onCancel}>{texts.cancel}</Button></Flex>
        </>
      ) : null}
      {state.status === 'success' ? <EditForm key={state.data.version} connectionKey={connection.key} known={state.data} onSaved={onSaved} onCancel={onCancel} onReload={reload} /> : null}
    </Flex>
  );
}

type FormProps = Omit<Props, 'connection'> & { readonly connectionKey: string; readonly known: GetConnectionTablesResponse; readonly onReload: () => void };

function EditForm({ connectionKey, known, onSaved, onCancel, onReload }: FormProps) {
  const texts = useConnectionTexts();
  const { backend, addAlert } = useSurface();
  const [rows, setRows] = useState(() => rowsOf(known.tables));
  const [open, setOpen] = useState<string | null>(null);
  const [added, setAdded] = useState(0);
  const [error, setError] = useState<WireError | null>(null);
  const [busy, setBusy] = useState(false);
  const kept = rows.filter(({ removed }) => !removed);
  const changed = rows.some((row) => stateOf(row) !== 'same');
  const whole = kept.length > 0 && kept.every((row) => stateOf(row) === 'same' || isWhole(row.draft));

  const save = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    const outcome = await backend('save-connection-tables', { key: connectionKey, version: known.version, tables: tablesOf(rows) });
    setBusy(false);
    if (!outcome.ok) return setError(outcome.error);
    addAlert('success', texts.tablesSaved, texts.tablesSavedMore);
    onSaved(outcome.data.connections);
  };
  return (
    <>
      <FoundTables found={known} />
      {rows.map((row, at) => (
        <TableItem
          key={row.id} row={row} offers={known.offers} open={open === row.id} onOpen={(on) => setOpen(on ? row.id : null)}
          onRow={(next) => setRows([...rows.slice(0, at), ...(next === null ? [] : [next]), ...rows.slice(at + 1)])}
        />
      ))}
      <TableForm
        offers={known.offers}
        onTable={(table) => {
          setRows([...rows, { id: `new-${added + 1}`, before: null, draft: { ...table, key: null }, removed: false }]);
          setAdded(added + 1);
        }}
      />
      {kept.length === 0 ? <Alert title={texts.noTableLeft} variant="warning" testId="no-table-left"><Text>{texts.noTableLeftFix}</Text></Alert> : null}
      {error === null ? null : <ErrorView title={texts.saveFailed} error={error} testId="save-tables-error" onRetry={onReload} retryLabel={texts.openAgain} />}
      <Flex direction="row" gap="sm" align="center" wrap="wrap">
        <Button variant="secondary" testId="save-tables" disabled={busy || !changed || !whole} onClick={() => void save()}>{texts.saveTables}</Button>
        <Button variant="secondary" testId="leave-tables" disabled={busy} onClick={onCancel}>{texts.cancel}</Button>
        {changed && !whole && kept.length > 0 ? <Text variant="microcopy">{texts.notWhole}</Text> : null}
      </Flex>
    </>
  );
}
