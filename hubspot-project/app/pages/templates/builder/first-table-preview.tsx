import { LoadingSpinner } from '@hubspot/ui-extensions';
import { latestData, useRequest } from '@siderail/client';
import type { ColumnTitles, TableQuery } from '@siderail/contract';
import { ErrorView, useSurface } from '@siderail/ui';
import { useTemplateTexts } from '../use-template-texts.ts';
import { PreviewRows } from './preview-rows.tsx';

const ROWS = 20;

/** The first rows of the only table, as this person may see them. */
export function FirstTablePreview({ query, titles }: { readonly query: TableQuery; readonly titles: ColumnTitles }) {
  const texts = useTemplateTexts().builder;
  const { backend } = useSurface();
  const { state, reload } = useRequest(JSON.stringify(query), () => backend('view-table', { query, pageSize: ROWS }));
  const page = latestData(state);
  if (state.status === 'error') return <ErrorView title={texts.previewFailed} error={state.error} testId="preview-error" onRetry={reload} />;
  if (page === null) return <LoadingSpinner label={texts.previewLoading} />;
  return <PreviewRows columns={page.columns} rows={page.rows} titles={titles} />;
}
