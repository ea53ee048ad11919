import { Button, Flex, Text } from '@hubspot/ui-extensions';
import type { ViewTableResponse } from '@siderail/contract';
import { useCard } from '../hooks/use-card.ts';
import { useTableChanges } from '../hooks/use-table-changes.ts';
import type { TableView } from '../hooks/use-table-view.ts';
import { useTexts } from '../texts/use-texts.ts';

type Props = { readonly view: TableView; readonly page: ViewTableResponse | null };

/** Says that rows on screen have changed in HubSpot since they were read, with the way to the new ones. Nothing otherwise. */
export function ChangeHint({ view, page }: Props) {
  const texts = useTexts();
  const { format } = useCard();
  const changedAt = useTableChanges(view.query, page);
  if (changedAt === null) return null;
  return (
    <Flex direction="row" gap="xs" align="center">
      <Text variant="microcopy" format={{ fontWeight: 'demibold' }} testId="changed-hint">{texts.changedAt(format.time(changedAt))}</Text>
      <Button size="xs" variant="secondary" onClick={view.request.reload} testId="changed-refresh">{texts.refresh}</Button>
    </Flex>
  );
}
