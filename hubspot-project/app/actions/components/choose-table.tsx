import { Alert, LoadingSpinner } from '@hubspot/ui-extensions';
import { useRequest } from '@siderail/client';
import type { RecordRef } from '@siderail/contract';
import { ErrorView, useSurface } from '@siderail/ui';
import { useTexts } from '../texts/use-texts.ts';
import { ExportForm } from './export-form.tsx';

type Props = { readonly record: RecordRef; readonly selectionId: string };

/** Finds the table whose rows the selected records are, as this person may see it. */
export function ChooseTable({ record, selectionId }: Props) {
  const texts = useTexts();
  const { backend } = useSurface();
  const { state, reload } = useRequest(record.objectTypeId, () => backend('list-tables', { record }));
  if (state.status === 'loading') return <LoadingSpinner label={texts.lookingForTable} showLabel testId="looking-for-table" />;
  if (state.status === 'error') return <ErrorView title={texts.noTable} error={state.error} testId="no-table" onRetry={reload} />;
  const table = state.data.tables.find(({ scope, rowType, capabilities }) => scope === 'portal' && rowType === record.objectTypeId && capabilities.export);
  if (table === undefined) return <Alert title={texts.mayNotExport} variant="warning" testId="may-not-export">{texts.mayNotExportFix}</Alert>;
  const offered = state.data.related.filter(({ id }) => table.related.includes(id));
  return <ExportForm table={table} offered={offered} record={record} selectionId={selectionId} />;
}
