import { Button, Checkbox, Flex, Input, Select } from '@hubspot/ui-extensions';
import type { ConnectionTable, OfferedTable } from '@siderail/contract';
import { LinkFields } from './link-fields.tsx';
import { movedTo, newLink, offerOf, TYPES, usable } from './table-draft.ts';
import { useConnectionTexts } from './use-connection-texts.ts';

type Props = { readonly draft: ConnectionTable; readonly offers: readonly OfferedTable[]; readonly onDraft: (draft: ConnectionTable) => void };

/** One table: which of the database's, its title, the column that tells rows apart, and the records its rows belong to. */
export function TableFields({ draft, offers, onDraft }: Props) {
  const texts = useConnectionTexts();
  const choices = usable(offers);
  const offer = offerOf(choices, draft);
  const put = (part: Partial<ConnectionTable>): void => onDraft({ ...draft, ...part });
  const unused = TYPES.find((type) => !draft.links.some(({ objectTypeId }) => objectTypeId === type));
  return (
    <Flex direction="column" gap="sm">
      <Select
        name="table" label={texts.choose} {...(offer === undefined ? { error: true, validationMessage: texts.chooseAgain } : { value: choices.indexOf(offer) })}
        options={choices.map(({ schema, table }, at) => ({ label: `${schema}.${table}`, value: at }))}
        onChange={(value) => { const found = choices[Number(value)]; if (found !== undefined) onDraft(movedTo(draft, found)); }}
      />
      <Flex direction="row" gap="sm" wrap="wrap">
        <Input name="table-title" label={texts.tableTitle} value={draft.title} required error={draft.title.trim() === ''} validationMessage={draft.title.trim() === '' ? texts.titleMissing : ''} onInput={(title) => put({ title })} />
        {offer === undefined ? null : (
          <Select
            name="row-key" label={texts.rowKey} options={offer.keys.map((name) => ({ label: name, value: name }))}
            {...(offer.keys.includes(draft.rowKey) ? { value: draft.rowKey } : { error: true, validationMessage: texts.chooseAgain })} onChange={(value) => put({ rowKey: String(value) })}
          />
        )}
      </Flex>
      {offer === undefined ? null : (
        <>
          {(draft.links.length === 0 ? [null] : draft.links).map((link, at) => (
            <LinkFields
              key={at} at={at} link={link} offer={offer} offers={offers}
              onLink={(next) => put({ links: [...draft.links.slice(0, at), ...(next === null ? [] : [next]), ...draft.links.slice(at + 1)] })}
            />
          ))}
          {draft.links.length === 0 || unused === undefined ? null : (
            <Flex direction="row">
              <Button size="sm" variant="secondary" testId="add-link" onClick={() => put({ links: [...draft.links, newLink(unused, offer)] })}>{texts.addLink}</Button>
            </Flex>
          )}
        </>
      )}
      <Checkbox name="portal" checked={draft.portal} onChange={(checked) => put({ portal: checked })}>{texts.portal}</Checkbox>
    </Flex>
  );
}
