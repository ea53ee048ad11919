import { Flex, Text } from '@hubspot/ui-extensions';
import type { Table, ViewTableResponse } from '@siderail/contract';
import { useCard } from '../hooks/use-card.ts';
import { useTexts } from '../texts/use-texts.ts';

type Props = { readonly page: ViewTableResponse; readonly table: Table };

/** Totals over the whole table, one line each, where a row of them would not fit. */
export function TotalsLines({ page: { totals }, table }: Props) {
  const texts = useTexts();
  const { format } = useCard();
  const columns = totals === null ? [] : table.columns.filter(({ key }) => totals[key] !== undefined);
  if (columns.length === 0) return null;
  return (
    <Flex direction="column" gap="flush" testId="totals-lines">
      {columns.map((column) => (
        <Flex key={column.key} justify="between" gap="sm">
          <Text>{texts.totalOf(column.title)}</Text>
          <Text format={{ fontWeight: 'demibold' }}>{format.cell(totals?.[column.key], column)}</Text>
        </Flex>
      ))}
    </Flex>
  );
}
