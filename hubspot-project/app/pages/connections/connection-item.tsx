import { Alert, Button, Flex, Heading, StatusTag, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text, Tile } from '@hubspot/ui-extensions';
import type { ConnectionShown, TestConnectionResponse, WireError } from '@siderail/contract';
import { ErrorView, TitleLine, useSurface } from '@siderail/ui';
import { useState } from 'react';
import { AddressFields, isComplete, type Draft } from './address-fields.tsx';
import { EditTables } from './edit-tables.tsx';
import { useConnectionTexts } from './use-connection-texts.ts';

type Props = { readonly connection: ConnectionShown; readonly onChanged: (now: readonly ConnectionShown[]) => void };

/** One connection: where it leads, what it shows, and what an admin can do with it. */
export function ConnectionItem({ connection, onChanged }: Props) {
  const texts = useConnectionTexts();
  const { backend, format, addAlert } = useSurface();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [tested, setTested] = useState<TestConnectionResponse | null>(null);
  const [problem, setProblem] = useState<{ readonly title: string; readonly error: WireError } | null>(null);
  const [busy, setBusy] = useState(false);
  const [tables, setTables] = useState(false);
  const { key, name, address, version, disabledAt } = connection;
  const stored: Draft = { name, address: { ...address, password: '' } };

  const run = async (work: () => Promise<{ readonly title: string; readonly error: WireError } | null>): Promise<void> => {
    setBusy(true);
    setProblem(null);
    setTested(null);
    setProblem(await work());
    setBusy(false);
  };
  const test = () => run(async () => {
    const outcome = await backend('test-connection', { key, address: (draft ?? stored).address });
    if (outcome.ok) setTested(outcome.data);
    return outcome.ok ? null : { title: texts.testFailed, error: outcome.error };
  });
  const turn = (on: boolean) => run(async () => {
    const outcome = await backend('switch-connection', { key, on });
    if (outcome.ok) onChanged(outcome.data.connections);
    return outcome.ok ? null : { title: texts.saveFailed, error: outcome.error };
  });
  const save = (next: Draft) => run(async () => {
    if (!isComplete(next)) {
      addAlert('warning', texts.incomplete, texts.incompleteFix);
      return null;
    }
    const outcome = await backend('update-connection', { key, version, ...next });
    if (!outcome.ok) return { title: texts.saveFailed, error: outcome.error };
    setDraft(null);
    onChanged(outcome.data.connections);
    return null;
  });

  return (
    <Tile testId={`connection-${key}`}>
      <Flex direction="column" gap="sm">
        <TitleLine title={<Heading>{name}</Heading>}>
          <StatusTag variant={disabledAt === null ? 'success' : 'warning'}>{disabledAt === null ? texts.on : texts.off(format.time(disabledAt))}</StatusTag>
        </TitleLine>
        <Text variant="microcopy">{`${connection.sourceTitle} · ${address.user}@${address.host}:${address.port}/${address.database}`}</Text>
        {disabledAt === null ? null : <Text>{texts.offMeans}</Text>}
        {tables ? <EditTables connection={connection} onCancel={() => setTables(false)} onSaved={(now) => { setTables(false); setTested(null); onChanged(now); }} /> : null}
        {tables ? null : draft === null ? <Tables connection={connection} /> : <AddressFields draft={draft} onDraft={setDraft} stored />}
        {problem === null ? null : <ErrorView title={problem.title} error={problem.error} testId={`problem-${key}`} />}
        {tested === null ? null : <Tested name={name} tested={tested} />}
        {tables ? null : <Flex direction="row" gap="sm" wrap="wrap">
          <Button size="sm" variant="secondary" testId={`test-${key}`} disabled={busy} onClick={() => void test()}>{texts.test}</Button>
          {draft === null ? (
            <>
              <Button size="sm" variant="secondary" testId={`edit-${key}`} disabled={busy} onClick={() => setDraft(stored)}>{texts.edit}</Button>
              <Button size="sm" variant="secondary" testId={`tables-${key}`} disabled={busy} onClick={() => { setTables(true); setTested(null); setProblem(null); }}>{texts.editTables}</Button>
              <Button size="sm" variant={disabledAt === null ? 'destructive' : 'secondary'} testId={`switch-${key}`} disabled={busy} onClick={() => void turn(disabledAt !== null)}>
                {disabledAt === null ? texts.switchOff : texts.switchOn}
              </Button>
            </>
          ) : (
            <>
              <Button size="sm" variant="secondary" testId={`save-${key}`} disabled={busy} onClick={() => void save(draft)}>{texts.save}</Button>
              <Button size="sm" variant="secondary" disabled={busy} onClick={() => setDraft(null)}>{texts.cancel}</Button>
            </>
          )}
        </Flex>}
      </Flex>
    </Tile>
  );
}

function Tables({ connection }: { readonly connection: ConnectionShown }) {
  const texts = useConnectionTexts();
  return (
    <Table density="condensed">
      <TableHead>
        <TableRow>
          <TableHeader>{texts.table}</TableHeader>
          <TableHeader>{texts.shownOn}</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {connection.tables.map(({ key, title, records, portal }) => (
          <TableRow key={key}>
            <TableCell>{title}</TableCell>
            <TableCell>{[...new Set([...records.map((type) => texts.records[type] ?? type), ...(portal ? [texts.whole] : [])])].join(', ')}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Tested({ name, tested }: { readonly name: string; readonly tested: TestConnectionResponse }) {
  const texts = useConnectionTexts();
  const { readable, missing, offers } = tested;
  return (
    <Alert title={texts.works(name)} variant={missing.length === 0 ? 'success' : 'warning'} testId="tested">
      {readable.length === 0 ? null : <Text>{texts.reads(readable.join(', '))}</Text>}
      {missing.length === 0 ? null : <Text>{texts.lacks(missing.join(', '))}</Text>}
      <Text>{texts.can}</Text>
      {offers.some(({ writable }) => writable) ? <Text>{`${texts.mayWrite}. ${texts.mayWriteFix}`}</Text> : null}
    </Alert>
  );
}
