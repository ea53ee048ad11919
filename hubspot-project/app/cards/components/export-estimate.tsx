import { Text } from '@hubspot/ui-extensions';
import type { Export } from '../hooks/use-export.ts';
import { useCard } from '../hooks/use-card.ts';
import { texts } from '../texts.ts';
import { describeCost } from './describe-cost.ts';

/** What an export will cost, known before the click: size, time, lane (D1, S0.3). The rows stand on the button. */
export function ExportEstimate({ exporter }: { readonly exporter: Export }) {
  const { format } = useCard();
  return (
    <Text variant="microcopy" testId="export-estimate">
      {words(exporter, format)}
    </Text>
  );
}

function words({ estimate }: Export, format: Parameters<typeof describeCost>[1]): string {
  if (estimate.status === 'loading') return texts.estimating;
  return estimate.status === 'error' ? texts.estimateFailed : describeCost(estimate.data, format);
}
