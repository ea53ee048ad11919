import { Button, DateInput, Flex, Text } from '@hubspot/ui-extensions';
import { dayText, dayValue } from '@siderail/client';
import type { Blackout } from '@siderail/contract';
import { useSurface } from '@siderail/ui';
import { useState } from 'react';
import { useTemplateTexts } from './use-template-texts.ts';

/** The contract's limit. */
const MOST = 50;

/** Days on which nothing runs: single ones, or from one to another. */
export function BlackoutList({ blackouts, onBlackouts }: { readonly blackouts: readonly Blackout[]; readonly onBlackouts: (blackouts: Blackout[]) => void }) {
  const texts = useTemplateTexts();
  const { format } = useSurface();
  const [draft, setDraft] = useState({ from: '', to: '' });
  const word = (day: string): string => format.cell(day, { key: 'day', title: '', type: 'date', sortable: false, operators: [] });
  const to = draft.to === '' ? draft.from : draft.to;
  const add = (): void => {
    const made = to < draft.from ? { from: to, to: draft.from } : { from: draft.from, to };
    onBlackouts([...blackouts.filter(({ from, to: until }) => from !== made.from || until !== made.to), made].sort((a, b) => a.from.localeCompare(b.from)));
    setDraft({ from: '', to: '' });
  };
  return (
    <Flex direction="column" gap="xs" testId="blackouts">
      <Text format={{ fontWeight: 'bold' }}>{texts.closed}</Text>
      {blackouts.length === 0 ? <Text variant="microcopy">{texts.closedNone}</Text> : null}
      {blackouts.map((blackout, at) => (
        <Flex key={`${blackout.from} ${blackout.to}`} direction="row" gap="sm" align="center">
          <Text>{blackout.from === blackout.to ? word(blackout.from) : `${word(blackout.from)} – ${word(blackout.to)}`}</Text>
          <Button size="xs" variant="transparent" testId={`open-day-${at}`} onClick={() => onBlackouts(blackouts.filter((one) => one !== blackout))}>{texts.closedRemove}</Button>
        </Flex>
      ))}
      <Flex direction="row" gap="sm" wrap="wrap" align="end">
        <DateInput key={`from ${blackouts.length}`} name="closed-from" testId="closed-from" label={texts.closedFrom} {...dayValue(draft.from)} onChange={(day) => setDraft((before) => ({ ...before, from: dayText(day) }))} />
        <DateInput key={`to ${blackouts.length}`} name="closed-to" testId="closed-to" label={texts.closedTo} {...dayValue(draft.to)} onChange={(day) => setDraft((before) => ({ ...before, to: dayText(day) }))} />
        <Button size="sm" variant="secondary" testId="close-days" disabled={draft.from === '' || blackouts.length >= MOST} onClick={add}>{texts.closedAdd}</Button>
      </Flex>
    </Flex>
  );
}
