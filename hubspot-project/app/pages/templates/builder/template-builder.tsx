import { Button, Flex, Heading, Input, LoadingSpinner, Select, Text, Tile } from '@hubspot/ui-extensions';
import { latestData, useRequest } from '@siderail/client';
import type { Template, WireError } from '@siderail/contract';
import { ErrorView, useSurface } from '@siderail/ui';
import { useState } from 'react';
import { useTemplateTexts } from '../use-template-texts.ts';
import { allFinished, definitionOf, draftOf, NEW_BUILDER_DRAFT, previewOf, withTable } from './builder-draft.ts';
import { ColumnList } from './column-list.tsx';
import { FileFields } from './file-fields.tsx';
import { FilterList } from './filter-list.tsx';
import { JoinedFields } from './joined-fields.tsx';
import { Preview } from './preview.tsx';

type Props = { /** The page's one primary button saves it. */ readonly isNew: boolean; readonly template: Template | null; readonly onSaved: () => void; readonly onClose: () => void };

/** Builds a template, or changes one: table, rows, columns, what is joined, file and destinations, with its first rows beside. */
export function TemplateBuilder({ isNew, template, onSaved, onClose }: Props) {
  const all = useTemplateTexts();
  const texts = all.builder;
  const { backend, addAlert } = useSurface();
  const [draft, setDraft] = useState(template === null ? NEW_BUILDER_DRAFT : draftOf(template));
  const [error, setError] = useState<WireError | null>(null);
  const [busy, setBusy] = useState(false);
  const { state, reload } = useRequest('builder-tables', () => backend('list-tables', { record: draft.record }));
  const found = latestData(state);
  // Without a record only whole tables have rows.
  const tables = (found?.tables ?? []).filter(({ scope, capabilities }) => capabilities.export && (template !== null || scope === 'portal'));
  const table = tables.find(({ id }) => id === draft.tableId) ?? null;
  const nameOf = (id: string): string => {
    const related = found?.related.find((one) => one.id === id);
    return related === undefined ? found?.tables.find((one) => one.id === id)?.title ?? id : texts.ofRows(related.title);
  };
  const complete = table !== null && draft.name.trim() !== '' && draft.columns.length > 0 && (draft.joined?.tables ?? []).every(({ columns }) => columns.length > 0) && allFinished(draft);

  const save = async (): Promise<void> => {
    setBusy(true);
    const outcome = await backend('save-template', {
      ...(template === null ? {} : { change: { templateId: template.id, version: template.version } }),
      name: draft.name.trim(), shared: template?.shared ?? false, from: { kind: 'definition', definition: definitionOf(draft) },
    });
    setBusy(false);
    setError(outcome.ok ? null : outcome.error);
    if (!outcome.ok) return;
    addAlert('success', all.saved(draft.name.trim()), texts.savedMore);
    onSaved();
  };
  return (
    <Tile testId="template-builder">
      <Flex direction="column" gap="md">
        <Heading>{template === null ? texts.newTitle : texts.changeTitle(template.name)}</Heading>
        {state.status === 'error' ? <ErrorView title={texts.tablesFailed} error={state.error} testId="builder-error" onRetry={reload} /> : null}
        {found === null && state.status === 'loading' ? <LoadingSpinner label={texts.loading} /> : null}
        {found === null ? null : (
          <Flex direction="row" gap="sm" wrap="wrap">
            <Input name="template-name" testId="builder-name" label={all.saveAsName} required value={draft.name} onInput={(name) => setDraft({ ...draft, name })} />
            <Select
              name="table" testId="builder-table" label={texts.table} value={draft.tableId} options={tables.map(({ id, title, sourceTitle }) => ({ value: id, label: `${title} · ${sourceTitle}` }))}
              onChange={(id) => { const chosen = tables.find((one) => one.id === id); if (chosen !== undefined) setDraft(withTable(draft, chosen)); }}
            />
          </Flex>
        )}
        {found !== null && template !== null && table === null ? <Text>{texts.tableGone}</Text> : null}
        {found === null || table === null ? null : (
          <>
            <Heading>{texts.which}</Heading>
            <FilterList of={draft} filters={draft.filters} columns={table.columns} onFilters={(filters) => setDraft({ ...draft, filters })} />
            <Heading>{texts.columns}</Heading>
            <ColumnList chosen={draft} columns={table.columns} label={texts.columns} onChosen={({ columns, titles }) => setDraft({ ...draft, columns, titles })} />
            <JoinedFields draft={draft} table={table} found={found} onDraft={setDraft} />
            <Heading>{texts.file}</Heading>
            <FileFields draft={draft} onDraft={setDraft} />
            {draft.columns.length === 0 ? null : <Preview definition={previewOf(draft)} nameOf={nameOf} />}
          </>
        )}
        {error === null ? null : <ErrorView title={all.failed} error={error} testId="builder-save-error" />}
        <Flex direction="row" gap="sm">
          <Button variant={isNew ? 'primary' : 'secondary'} testId="builder-save" disabled={busy || !complete} onClick={() => void save()}>{texts.save}</Button>
          <Button variant="transparent" disabled={busy} testId="builder-close" onClick={onClose}>{all.close}</Button>
        </Flex>
      </Flex>
    </Tile>
  );
}
