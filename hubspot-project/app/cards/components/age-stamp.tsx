import { Text } from '@hubspot/ui-extensions';
import { useNow } from '@siderail/client';
import { useCard } from '../hooks/use-card.ts';

const TICK_MS = 10_000;

/** When the rows on screen were read, in clock time and in age. It counts up by itself. */
export function AgeStamp({ asOf, scope }: { readonly asOf: string | null; readonly scope: string }) {
  const { format } = useCard();
  const now = useNow(TICK_MS);
  return (
    <Text variant="microcopy" testId="age-stamp">
      {asOf === null ? scope : `${scope} · ${format.asOf(asOf, now)}`}
    </Text>
  );
}
