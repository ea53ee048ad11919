import { Text } from '@hubspot/ui-extensions';
import { latestData, type Format } from '@siderail/client';
import { useSentence } from '@siderail/ui';
import type { Export } from '../hooks/use-export.ts';
import { useCard } from '../hooks/use-card.ts';
import { useTexts, type Texts } from '../texts/use-texts.ts';
import { describeCost } from './describe-cost.ts';

/** What an export will cost, known before the click: size, time, lane (D1, S0.3), and whether somebody has to agree. The rows stand on the button. */
export function ExportEstimate({ exporter }: { readonly exporter: Export }) {
  const { format } = useCard();
  const texts = useTexts();
  const sentence = useSentence();
  const approval = latestData(exporter.estimate)?.approval;
  return (
    <>
      <Text variant="microcopy" testId="export-estimate">
        {words(exporter, format, texts)}
      </Text>
      {approval === undefined ? null : <Text variant="microcopy" format={{ fontWeight: 'demibold' }} testId="export-approval">{texts.needsApproval(sentence(approval))}</Text>}
    </>
  );
}

function words({ estimate }: Export, format: Format, texts: Texts): string {
  if (estimate.status === 'loading') return texts.estimating;
  return estimate.status === 'error' ? texts.estimateFailed : describeCost(estimate.data, format, texts);
}
