import { Accordion, Flex, MultiSelect, Select } from '@hubspot/ui-extensions';
import type { JoinedTables, ListTablesResponse, Table } from '@siderail/contract';
import { useTemplateTexts } from '../use-template-texts.ts';
import type { BuilderDraft } from './builder-draft.ts';
import { ColumnList } from './column-list.tsx';
import { FilterList } from './filter-list.tsx';

/** The backend takes no more. */
const MOST = 9;

type JoinedTable = JoinedTables['tables'][number];
type Props = { readonly draft: BuilderDraft; readonly table: Table; readonly found: ListTablesResponse; readonly onDraft: (draft: BuilderDraft) => void };

/** What hangs on the rows or stands beside them: a sheet for each, or one related table's rows behind the first's. */
export function JoinedFields({ draft, table, found, onDraft }: Props) {
  const texts = useTemplateTexts().builder;
  const related = found.related.filter(({ id }) => table.related.includes(id));
  const others = found.tables.filter(({ id, capabilities }) => id !== table.id && capabilities.export);
  const offered = [...related.map((one) => ({ ...one, label: texts.ofRows(one.title) })), ...others.map((one) => ({ ...one, label: one.title }))];
  if (offered.length === 0) return null;
  const tables = draft.joined?.tables ?? [];
  const layout = draft.joined?.layout ?? 'sheets';
  const set = (next: JoinedTables['tables'], wanted: JoinedTables['layout']): void => {
    const mayBeFlat = next.length === 1 && related.some(({ id }) => id === next[0]!.tableId);
    onDraft({ ...draft, joined: next.length === 0 ? null : { layout: mayBeFlat ? wanted : 'sheets', tables: next } });
  };
  const choose = (ids: readonly string[]): void => set(ids.slice(0, MOST).map((tableId) => tables.find((one) => one.tableId === tableId) ?? { tableId, columns: [...(offered.find(({ id }) => id === tableId)?.defaultColumns ?? [])] }), layout);
  return (
    <Flex direction="column" gap="sm">
      <MultiSelect name="joined" testId="builder-joined" label={texts.joined} description={texts.joinedHelp} value={tables.map(({ tableId }) => tableId)} options={offered.map(({ id, label }) => ({ value: id, label }))} onChange={(ids) => choose(ids.map(String))} />
      {tables.length === 1 && related.some(({ id }) => id === tables[0]!.tableId) ? (
        <Select name="layout" testId="builder-layout" label={texts.layout} value={layout} options={[{ value: 'sheets', label: texts.sheets }, { value: 'flat', label: texts.flat }]} onChange={(value) => set([...tables], value === 'flat' ? 'flat' : 'sheets')} />
      ) : null}
      {tables.map((joined) => {
        const { tableId, columns, filters = [], titles = {} } = joined;
        const one = offered.find(({ id }) => id === tableId);
        if (one === undefined) return null;
        const change = (part: Partial<JoinedTable>): void => set(tables.map((before) => (before.tableId === tableId ? { ...before, ...part } : before)), layout);
        return (
          <Accordion key={tableId} title={one.label} testId={`joined-${tableId}`} size="sm">
            <Flex direction="column" gap="sm">
              <FilterList of={{ record: draft.record, tableId }} filters={filters} columns={one.columns} prefix={`${tableId}-`} onFilters={(next) => change({ filters: [...next] })} />
              <ColumnList chosen={{ columns, titles }} columns={one.columns} label={texts.columnsOf(one.label)} prefix={`${tableId}-`} onChosen={(next) => change({ columns: [...next.columns], titles: next.titles })} />
            </Flex>
          </Accordion>
        );
      })}
    </Flex>
  );
}
