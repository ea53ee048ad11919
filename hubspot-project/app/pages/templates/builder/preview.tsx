import { Flex, Heading, LoadingSpinner, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import { latestData, useRequest } from '@siderail/client';
import type { TemplateDefinition } from '@siderail/contract';
import { ErrorView, useSurface } from '@siderail/ui';
import { useSettled } from '../use-settled.ts';
import { useTemplateTexts } from '../use-template-texts.ts';

const ROWS = 20;
const WAIT_MS = 500;

/** The first rows as this person may see them, and what the export will cost. Asked for when the person has stopped changing. */
export function Preview({ definition }: { readonly definition: TemplateDefinition }) {
  const texts = useTemplateTexts().builder;
  const { backend, format } = useSurface();
  const { query, format: kind, options, joined, titles = {} } = definition;
  const wanted = useSettled(JSON.stringify({ query, format: kind, ...(options === undefined ? {} : { options }), ...(joined === undefined ? {} : { joined }) }), WAIT_MS);
  const asked = JSON.parse(wanted) as Pick<TemplateDefinition, 'query' | 'format' | 'options' | 'joined'>;
  const rows = useRequest(JSON.stringify(asked.query), () => backend('view-table', { query: asked.query, pageSize: ROWS }));
  const cost = useRequest(wanted, () => backend('estimate-export', asked));
  const page = latestData(rows.state);
  const estimate = latestData(cost.state);
  const facts = estimate === null ? [] : [
    estimate.rows === null ? texts.rowsUnknown : texts.rows(format.number(estimate.rows)),
    ...(estimate.bytes === null ? [] : [texts.about(format.bytes(Math.max(1_000, estimate.bytes)))]),
    ...(estimate.seconds === null ? [] : [texts.about(format.duration(estimate.seconds))]),
    estimate.lane === 'immediate' ? texts.atOnce : texts.inBackground,
  ];
  return (
    <Flex direction="column" gap="xs" testId="preview">
      <Heading>{texts.preview}</Heading>
      {facts.length === 0 ? null : <Text testId="builder-estimate">{facts.join(' · ')}</Text>}
      {estimate?.approval === undefined ? null : <Text>{texts.approval(estimate.approval)}</Text>}
      {cost.state.status === 'error' ? <ErrorView title={texts.previewFailed} error={cost.state.error} testId="estimate-error" onRetry={cost.reload} /> : null}
      {rows.state.status === 'error' && cost.state.status !== 'error' ? <ErrorView title={texts.previewFailed} error={rows.state.error} testId="preview-error" onRetry={rows.reload} /> : null}
      {page === null && rows.state.status === 'loading' ? <LoadingSpinner label={texts.previewLoading} /> : null}
      {page === null || rows.state.status === 'error' ? null : page.rows.length === 0 ? <Text>{texts.noRows}</Text> : (
        <Table density="condensed" testId="preview-rows">
          <TableHead>
            <TableRow>
              {page.columns.map((column) => <TableHeader key={column.key}>{titles[column.key] ?? column.title}</TableHeader>)}
            </TableRow>
          </TableHead>
          <TableBody>
            {page.rows.map((row) => (
              <TableRow key={row.key}>
                {row.cells.map((cell, at) => <TableCell key={page.columns[at]!.key}>{format.cell(cell, page.columns[at]!)}</TableCell>)}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      {joined === undefined ? null : <Text variant="microcopy">{texts.previewFirst}</Text>}
    </Flex>
  );
}
