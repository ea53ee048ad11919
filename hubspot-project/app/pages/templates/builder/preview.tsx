import { Flex, Heading, Text } from '@hubspot/ui-extensions';
import { latestData, useRequest } from '@siderail/client';
import type { TemplateDefinition } from '@siderail/contract';
import { ErrorView, useSentence, useSurface } from '@siderail/ui';
import { useSettled } from '../use-settled.ts';
import { useTemplateTexts } from '../use-template-texts.ts';
import { FirstTablePreview } from './first-table-preview.tsx';
import { SheetPreview } from './sheet-preview.tsx';

const WAIT_MS = 500;

type Props = { readonly definition: TemplateDefinition; /** What a table of the definition is called on the page. */ readonly nameOf: (tableId: string) => string };

/** The first rows of every table as this person may see them, and what the export will cost. Asked for when the person has stopped changing. */
export function Preview({ definition, nameOf }: Props) {
  const texts = useTemplateTexts().builder;
  const sentence = useSentence();
  const { backend, format } = useSurface();
  const settled = useSettled(JSON.stringify(definition), WAIT_MS);
  const { query, format: kind, options, joined, titles = {} } = JSON.parse(settled) as TemplateDefinition;
  const asked = { query, format: kind, ...(options === undefined ? {} : { options }), ...(joined === undefined ? {} : { joined }) };
  const cost = useRequest(JSON.stringify(asked), () => backend('estimate-export', asked));
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
      {estimate?.approval === undefined ? null : <Text>{texts.approval(sentence(estimate.approval))}</Text>}
      {cost.state.status === 'error' ? <ErrorView title={texts.previewFailed} error={cost.state.error} testId="estimate-error" onRetry={cost.reload} /> : joined === undefined
        // A name the person is typing stands above its column at once.
        ? <FirstTablePreview query={query} titles={definition.titles ?? {}} />
        : <SheetPreview asked={{ query, joined, titles }} names={[query.tableId, ...joined.tables.map(({ tableId }) => tableId)].map(nameOf)} />}
    </Flex>
  );
}
