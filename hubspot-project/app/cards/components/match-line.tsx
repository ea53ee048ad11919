import { Button, Flex, Text } from '@hubspot/ui-extensions';
import type { Table, ViewTableResponse } from '@siderail/contract';
import { useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { MatchPanel } from './match-panel.tsx';

type Props = { readonly table: Table; readonly foundBy: NonNullable<ViewTableResponse['foundBy']>; readonly onDecided: (() => void) | null };

/** Says why these rows are this record's, and opens what can be decided about that. */
export function MatchLine({ table, foundBy, onDecided }: Props) {
  const texts = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <Flex direction="column" gap="sm">
      <Flex gap="sm" align="center" wrap="wrap">
        <Text variant="microcopy" testId="match-line">{foundBy === 'link' ? texts.matchByLink : texts.matchByRule}</Text>
        <Button size="xs" variant="transparent" testId="match-toggle" onClick={() => setOpen(!open)}>
          {open ? texts.matchClose : foundBy === 'link' ? texts.matchShow : texts.matchCheck}
        </Button>
      </Flex>
      {open ? <MatchPanel key={foundBy} table={table} primary={false} onDecided={onDecided} /> : null}
    </Flex>
  );
}
