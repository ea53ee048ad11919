import { Flex, MultiSelect, Select, Text } from '@hubspot/ui-extensions';
import { useRequest } from '@siderail/client';
import type { ExportFormat, Job, RecordRef, RelatedTable, Table } from '@siderail/contract';
import { ErrorView, JobItem, useAnnouncedJobs, useSurface } from '@siderail/ui';
import { useState } from 'react';
import { useExportDraft } from '../selection/use-export-draft.ts';
import { useStartExport } from '../selection/use-start-export.ts';
import { useTexts } from '../texts/use-texts.ts';
import { StartButton } from './start-button.tsx';

type Props = { readonly table: Table; readonly offered: readonly RelatedTable[]; readonly record: RecordRef; readonly selectionId: string };

const FORMATS: readonly ExportFormat[] = ['csv', 'xlsx', 'jsonl', 'parquet'];

/** What goes into the file, what it will cost, the one click that starts it, and then how it stands. */
export function ExportForm(props: Props) {
  const texts = useTexts();
  const { backend } = useSurface();
  const jobs = useAnnouncedJobs('own');
  const [startedId, setStartedId] = useState<string | null>(null);
  const draft = useExportDraft(props);
  const click = useStartExport(started);
  const estimate = useRequest(draft.columns.length === 0 ? null : JSON.stringify(draft.request), () => backend('estimate-export', draft.request));

  function started(job: Job) {
    jobs.track(job);
    setStartedId(job.id);
  }

  const job = jobs.list.status === 'ready' ? jobs.list.jobs.find(({ id }) => id === startedId) : undefined;
  if (startedId !== null && job !== undefined) {
    return (
      <Flex direction="column" gap="md" testId="started">
        <Text>{texts.goOnWorking}</Text>
        <JobItem job={job} onJob={jobs.track} />
      </Flex>
    );
  }
  return (
    <Flex direction="column" gap="md">
      <MultiSelect
        label={texts.columns} name="columns" testId="columns" value={[...draft.columns]}
        options={props.table.columns.map(({ key, title }) => ({ label: title, value: key }))} onChange={(keys) => draft.setColumns(keys.map(String))}
      />
      {props.offered.length === 0 ? null : (
        <MultiSelect
          label={texts.related} description={texts.relatedHint} name="related" testId="related" value={[...draft.related]}
          options={props.offered.map(({ id, title }) => ({ label: title, value: id }))} onChange={(ids) => draft.setRelated(ids.map(String))}
        />
      )}
      <Select
        label={texts.fileFormat} name="format" testId="format" value={draft.format} readOnly={draft.related.length > 0}
        options={FORMATS.map((one) => ({ label: texts.formatName(one), value: one }))}
        onChange={(value) => draft.setFormat(FORMATS.find((one) => one === value) ?? draft.format)}
      />
      <StartButton estimate={estimate.state} nothing={draft.columns.length === 0} busy={click.busy} onStart={() => void click.start(draft.request)} />
      {click.error === null ? null : <ErrorView title={texts.notStarted} error={click.error} testId="not-started" />}
    </Flex>
  );
}
