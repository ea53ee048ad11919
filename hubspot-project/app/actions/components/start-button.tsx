import { Button, Flex, LoadingButton, Text } from '@hubspot/ui-extensions';
import { latestData, type Format, type RequestState } from '@siderail/client';
import type { EstimateExportResponse } from '@siderail/contract';
import { useSentence, useSurface } from '@siderail/ui';
import { useState } from 'react';
import { useTexts, type Texts } from '../texts/use-texts.ts';

/** Above this many rows the person says once more that this is meant (S0.27). */
const CONFIRM_ABOVE_ROWS = 10_000;

type Props = { readonly estimate: RequestState<EstimateExportResponse>; readonly nothing: boolean; readonly busy: boolean; readonly onStart: () => void };

/** Size, time and whether somebody has to agree, and below them the button; a large export asks for a second click. */
export function StartButton({ estimate, nothing, busy, onStart }: Props) {
  const texts = useTexts();
  const sentence = useSentence();
  const { format } = useSurface();
  const [asked, setAsked] = useState(false);
  const known = latestData(estimate);
  const rows = known?.rows ?? null;
  const label = rows === null ? texts.exportAll : texts.exportRows(format.number(rows), rows === 1);
  const asks = rows === null || rows > CONFIRM_ABOVE_ROWS;
  return (
    <Flex direction="column" gap="sm">
      <Text variant="microcopy" testId="estimate">{costOf(estimate, format, texts)}</Text>
      {known?.approval === undefined ? null : <Text variant="microcopy" format={{ fontWeight: 'demibold' }} testId="approval">{texts.needsApproval(sentence(known.approval))}</Text>}
      {asked ? <Text testId="confirm">{texts.confirm(rows === null ? null : format.number(rows))}</Text> : null}
      <Flex gap="sm">
        <LoadingButton variant="primary" testId="start" loading={busy} disabled={nothing || known === null} onClick={asks && !asked ? () => setAsked(true) : onStart}>
          {asked ? texts.yesExport : label}
        </LoadingButton>
        {asked ? <Button variant="secondary" testId="not-now" onClick={() => setAsked(false)}>{texts.notNow}</Button> : null}
      </Flex>
    </Flex>
  );
}

function costOf(estimate: RequestState<EstimateExportResponse>, format: Format, texts: Texts): string {
  if (estimate.status === 'loading') return texts.estimating;
  if (estimate.status === 'error') return texts.estimateFailed;
  const { bytes, seconds, apiCalls, lane } = estimate.data;
  return [
    bytes === null ? null : texts.about(format.bytes(Math.max(bytes, 1_000))),
    seconds === null ? null : texts.about(format.duration(seconds)),
    lane === 'immediate' ? texts.rightNow : texts.inBackground,
    apiCalls === null || apiCalls < 2 ? null : texts.calls(format.number(apiCalls)),
  ].filter((part) => part !== null).join(' · ');
}
