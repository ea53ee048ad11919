import { Button, Flex, Text } from '@hubspot/ui-extensions';
import type { Column, Filter } from '@siderail/contract';
import { describeFilter, type ChoiceLabel } from '../filters/describe-filter.ts';
import { useCard } from '../hooks/use-card.ts';
import { useTexts } from '../texts/use-texts.ts';

type Props = { readonly filters: readonly Filter[]; readonly columns: readonly Column[]; readonly label: ChoiceLabel; readonly onClear: () => void };

/** Which filters are in force, in words, so that nobody takes a filtered table for the whole. */
export function FilterSummary({ filters, columns, label, onClear }: Props) {
  const texts = useTexts();
  const { format } = useCard();
  if (filters.length === 0) return null;
  return (
    <Flex align="center" gap="sm" wrap="wrap">
      <Text testId="filter-summary">{texts.filtered(filters.map((filter) => describeFilter(filter, columns, { format, label, texts })))}</Text>
      <Button size="xs" variant="transparent" testId="clear-filters" onClick={onClear}>
        {texts.clearFilters}
      </Button>
    </Flex>
  );
}
