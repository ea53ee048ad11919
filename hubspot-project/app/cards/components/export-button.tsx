import { LoadingButton } from '@hubspot/ui-extensions';
import type { EstimateExportResponse, Table } from '@siderail/contract';
import { useSentence } from '@siderail/ui';
import type { Export } from '../hooks/use-export.ts';
import { useCard } from '../hooks/use-card.ts';
import { useTexts, type Texts } from '../texts/use-texts.ts';
import { allRows } from './all-rows.ts';
import { ConfirmModal } from './confirm-modal.tsx';
import { describeCost } from './describe-cost.ts';

/** Above this many rows the person confirms the cost first (S0.27). */
const CONFIRM_ABOVE_ROWS = 100_000;
const CONFIRM_ID = 'confirm-export';

type Props = { readonly table: Table; readonly exporter: Export };

/** The one primary button of the card; `ExportEstimate` says beside it what the click will cost. */
export function ExportButton({ table, exporter }: Props) {
  const texts = useTexts();
  const { format } = useCard();
  const sentence = useSentence();
  const { estimate, run, start, file } = exporter;
  const known = estimate.status === 'success' ? estimate.data : null;
  const cost = known === null ? null : describeCost(known, format, texts);
  const count = known === null ? null : allRows(known);
  const rows = count === null ? null : format.number(count);
  const question = [
    rows === null ? texts.confirmExportUnknown(table.title, file.format) : texts.confirmExportRows(rows, table.title, file.format),
    ...(cost === null ? [] : [texts.confirmExportCost(cost)]),
    ...(known?.approval === undefined ? [] : [texts.needsApproval(sentence(known.approval))]),
    texts.confirmExportThen,
  ];
  const confirm = (
    <ConfirmModal id={CONFIRM_ID} title={texts.confirmExport} sentences={question} yes={texts.startExport} onYes={() => void start()} />
  );
  return (
    <LoadingButton
      variant="primary"
      testId="export-button"
      loading={run.state === 'starting'}
      disabled={estimate.status === 'loading' || count === 0}
      {...(needsConfirm(known) ? { overlay: confirm } : { onClick: start })}
    >
      {labelOf(known, rows, texts)}
    </LoadingButton>
  );
}

/** A size that is not known is confirmed too: it may be large. */
function needsConfirm(estimate: EstimateExportResponse | null): boolean {
  if (estimate === null) return true;
  const rows = allRows(estimate) ?? estimate.rows;
  return rows === null ? estimate.lane === 'background' : rows > CONFIRM_ABOVE_ROWS;
}

function labelOf(estimate: EstimateExportResponse | null, rows: string | null, texts: Texts): string {
  if (estimate === null) return texts.export;
  if (rows === null) return texts.exportAll;
  const count = allRows(estimate);
  if (count === 0) return texts.nothingToExport;
  return estimate.lane === 'immediate' ? texts.getRows(rows, count === 1) : texts.exportRows(rows, count === 1);
}
