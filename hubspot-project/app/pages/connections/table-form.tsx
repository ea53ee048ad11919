import { Button, Checkbox, Flex, Input, Select } from '@hubspot/ui-extensions';
import type { ConnectionLink, ConnectionTable, OfferedTable } from '@siderail/contract';
import { useState } from 'react';
import { useConnectionTexts } from './use-connection-texts.ts';

const TYPES: readonly ConnectionLink['objectTypeId'][] = ['0-1', '0-2', '0-3', '0-5'];
const PROPERTIES = { '0-1': 'email', '0-2': 'domain', '0-3': 'hs_object_id', '0-5': 'hs_object_id' } as const;

/** One table out of those that were found: its title, its key and the records its rows belong to. */
export function TableForm({ offers, onTable }: { readonly offers: readonly OfferedTable[]; readonly onTable: (table: ConnectionTable) => void }) {
  const texts = useConnectionTexts();
  const [draft, setDraft] = useState<ConnectionTable | null>(null);
  const offer = offers.find(({ schema, table }) => draft?.schema === schema && draft.table === table);
  const put = (part: Partial<ConnectionTable>): void => setDraft((before) => (before === null ? null : { ...before, ...part }));
  const putLink = (part: Partial<ConnectionLink>): void => setDraft((before) => (before?.link == null ? before : { ...before, link: { ...before.link, ...part } }));

  const choose = (at: number): void => {
    const { schema, table, keys } = offers[at]!;
    setDraft({ title: table.replaceAll('_', ' '), schema, table, rowKey: keys[0]!, portal: true, link: null });
  };
  const belongTo = (objectTypeId: ConnectionLink['objectTypeId'] | undefined): void => put({
    link: objectTypeId === undefined ? null : { objectTypeId, property: PROPERTIES[objectTypeId], take: 'value', column: offer?.columns[0] ?? '' },
  });
  const nameId = (idProperty: string): void => setDraft((before) => {
    if (before?.link == null) return before;
    const { idProperty: _before, ...link } = before.link;
    return { ...before, link: idProperty.trim() === '' ? link : { ...link, idProperty: idProperty.trim() } };
  });
  const optionsOf = (names: readonly string[]) => names.map((name) => ({ label: name, value: name }));

  return (
    <Flex direction="column" gap="sm">
      <Select
        name="table" label={texts.choose} {...(offer === undefined ? {} : { value: offers.indexOf(offer) })}
        options={offers.map(({ schema, table }, at) => ({ label: `${schema}.${table}`, value: at }))} onChange={(value) => choose(Number(value))}
      />
      {draft === null || offer === undefined ? null : (
        <>
          <Flex direction="row" gap="sm" wrap="wrap">
            <Input name="table-title" label={texts.tableTitle} value={draft.title} onInput={(title) => put({ title })} />
            <Select name="row-key" label={texts.rowKey} value={draft.rowKey} options={optionsOf(offer.keys)} onChange={(value) => put({ rowKey: String(value) })} />
          </Flex>
          <Select
            name="link" label={texts.linkTo} value={draft.link?.objectTypeId ?? 'none'}
            options={[{ label: texts.linkNone, value: 'none' }, ...TYPES.map((type) => ({ label: texts.records[type] ?? type, value: type }))]}
            onChange={(value) => belongTo(TYPES.find((type) => type === value))}
          />
          {draft.link === null ? null : (
            <Flex direction="row" gap="sm" wrap="wrap">
              <Select name="link-column" label={texts.column} value={draft.link.column} options={optionsOf(offer.columns)} onChange={(value) => putLink({ column: String(value) })} />
              <Input name="link-property" label={texts.property} description={texts.propertyHint} value={draft.link.property} onInput={(property) => putLink({ property })} />
              <Checkbox name="link-domain" checked={draft.link.take === 'email_domain'} onChange={(checked) => putLink({ take: checked ? 'email_domain' : 'value' })}>{texts.byDomain}</Checkbox>
              <Input name="link-id-property" label={texts.idProperty} description={texts.idPropertyHint} value={draft.link.idProperty ?? ''} onInput={nameId} />
            </Flex>
          )}
          <Checkbox name="portal" checked={draft.portal} onChange={(checked) => put({ portal: checked })}>{texts.portal}</Checkbox>
          <Flex direction="row">
            <Button variant="secondary" testId="take-table" disabled={draft.title.trim() === '' || (!draft.portal && draft.link === null)} onClick={() => { onTable(draft); setDraft(null); }}>{texts.addTable}</Button>
          </Flex>
        </>
      )}
    </Flex>
  );
}
