import { Alert, Text } from '@hubspot/ui-extensions';
import type { ViewTableResponse } from '@siderail/contract';
import { useCard } from '../hooks/use-card.ts';
import { useTexts } from '../texts/use-texts.ts';

/** Says that a slow source still owes rows, which are there, and that nobody has to wait. Nothing otherwise. */
export function PendingRows({ page }: { readonly page: ViewTableResponse }) {
  const texts = useTexts();
  const { format } = useCard();
  if (page.pending === undefined) return null;
  return (
    <Alert title={texts.stillLoading} variant="info" testId="rows-pending">
      <Text>{texts.stillLoadingWhat(format.number(page.rows.length), page.rows.length)}</Text>
      <Text>{texts.stillLoadingThen}</Text>
    </Alert>
  );
}
