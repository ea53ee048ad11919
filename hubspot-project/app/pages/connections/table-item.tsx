import { Alert, Button, Flex, StatusTag, Text, Tile } from '@hubspot/ui-extensions';
import type { OfferedTable } from '@siderail/contract';
import { useSurface } from '@siderail/ui';
import { describeUses } from './describe-uses.ts';
import { isWhole } from './table-draft.ts';
import { TableFields } from './table-fields.tsx';
import { stateOf } from './table-rows.ts';
import type { TableRow } from './table-rows.ts';
import { useConnectionTexts } from './use-connection-texts.ts';

type Props = { readonly row: TableRow; readonly offers: readonly OfferedTable[]; readonly open: boolean; readonly onOpen: (open: boolean) => void; readonly onRow: (row: TableRow | null) => void };

const TAGS = { same: 'default', added: 'success', removed: 'danger', titled: 'info', changed: 'info' } as const;

/** One table of a connection that is being edited: what it is, what is wrong with it, what saving does to it, and whom that concerns. */
export function TableItem({ row, offers, open, onOpen, onRow }: Props) {
  const texts = useConnectionTexts();
  const { format } = useSurface();
  const { id, before, draft, removed } = row;
  const state = stateOf(row);
  const uses = before === null || (state !== 'removed' && state !== 'changed') ? null : describeUses(before.uses, texts, format.number);
  const shownOn = [...new Set([...draft.links.map(({ objectTypeId }) => texts.records[objectTypeId] ?? objectTypeId), ...(draft.portal ? [texts.whole] : [])])].join(', ');
  return (
    <Tile compact testId={`table-${id}`}>
      <Flex direction="column" gap="sm">
        <Flex direction="row" gap="sm" align="center" wrap="wrap">
          <Text format={{ fontWeight: 'bold' }}>{draft.title}</Text>
          {state === 'same' ? null : <StatusTag variant={TAGS[state]}>{texts.rowStates[state]}</StatusTag>}
        </Flex>
        <Text variant="microcopy">{`${draft.schema}.${draft.table} · ${texts.shownOn}: ${shownOn}`}</Text>
        {before?.problem == null || removed ? null : <Alert title={texts.problems[before.problem]} variant="warning" testId={`table-problem-${id}`}><Text>{texts.problemFix}</Text></Alert>}
        {open && !removed ? <TableFields draft={draft} offers={offers} onDraft={(next) => onRow({ ...row, draft: { ...next, key: draft.key } })} /> : null}
        {uses === null ? null : (
          <Alert title={texts.usedBy(draft.title, uses)} variant="warning" testId={`uses-${id}`}>
            <Text>{removed ? texts.removedMeans : texts.changedMeans}</Text>
            {before !== null && before.uses.links > 0 ? <Text>{texts.linksMean}</Text> : null}
            <Text variant="microcopy">{texts.workflowsNot}</Text>
          </Alert>
        )}
        <Flex direction="row" gap="sm" wrap="wrap">
          {removed ? <Button size="sm" variant="secondary" testId={`keep-${id}`} onClick={() => onRow({ ...row, removed: false })}>{texts.keepTable(draft.title)}</Button> : (
            <>
              <Button size="sm" variant="secondary" testId={`change-${id}`} disabled={open && !isWhole(draft)} onClick={() => onOpen(!open)}>{open ? texts.done(draft.title) : texts.changeTable(draft.title)}</Button>
              <Button size="sm" variant="secondary" testId={`remove-${id}`} onClick={() => onRow(before === null ? null : { ...row, removed: true })}>{texts.removeTable(draft.title)}</Button>
            </>
          )}
        </Flex>
      </Flex>
    </Tile>
  );
}
