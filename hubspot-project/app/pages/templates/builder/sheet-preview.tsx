import { Flex, LoadingSpinner, Select, Text } from '@hubspot/ui-extensions';
import { latestData, useRequest } from '@siderail/client';
import type { PreviewSheetRequest } from '@siderail/contract';
import { ErrorView, useSurface } from '@siderail/ui';
import { useState } from 'react';
import { useTemplateTexts } from '../use-template-texts.ts';
import { PreviewRows } from './preview-rows.tsx';

type Props = { readonly asked: Omit<PreviewSheetRequest, 'sheet'>; /** Of the first table, then the joined ones. */ readonly names: readonly string[] };

/** The first rows of one of several tables at a time, chosen by name; of a flat file those of the one table it is. */
export function SheetPreview({ asked, names }: Props) {
  const texts = useTemplateTexts().builder;
  const [chosen, setChosen] = useState(0);
  const flat = asked.joined.layout === 'flat';
  const sheet = flat ? 1 : Math.min(chosen, names.length - 1);
  return (
    <Flex direction="column" gap="xs">
      {flat ? null : (
        <Select name="preview-sheet" testId="preview-sheet" label={texts.previewOf} value={String(sheet)} options={names.map((label, at) => ({ value: String(at), label }))} onChange={(value) => setChosen(Number(value))} />
      )}
      <SheetRows key={sheet} request={{ ...asked, sheet }} />
    </Flex>
  );
}

function SheetRows({ request }: { readonly request: PreviewSheetRequest }) {
  const texts = useTemplateTexts().builder;
  const { backend, format } = useSurface();
  const { state, reload } = useRequest(JSON.stringify(request), () => backend('preview-sheet', request));
  const page = latestData(state);
  if (state.status === 'error') return <ErrorView title={texts.previewFailed} error={state.error} testId="preview-error" onRetry={reload} />;
  if (page === null) return <LoadingSpinner label={texts.previewLoading} />;
  return (
    <Flex direction="column" gap="xs">
      <PreviewRows columns={page.columns} rows={page.rows} />
      {page.ofRows === null ? null : <Text variant="microcopy" testId="preview-of-rows">{texts.previewOfRows(format.number(page.ofRows), page.ofRows === 1)}</Text>}
    </Flex>
  );
}
