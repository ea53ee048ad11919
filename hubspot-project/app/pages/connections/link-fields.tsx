import { Checkbox, Divider, Flex, Input, Select } from '@hubspot/ui-extensions';
import type { ConnectionLink, OfferedTable } from '@siderail/contract';
import { isProperty, newLink, offerOf, TYPES } from './table-draft.ts';
import { useConnectionTexts } from './use-connection-texts.ts';

type Props = {
  readonly at: number;
  readonly link: ConnectionLink | null;
  readonly offer: OfferedTable;
  readonly offers: readonly OfferedTable[];
  readonly onLink: (link: ConnectionLink | null) => void;
};

/** To which kind of records rows belong, and by what they are found: a column of their own, or one of a table in between. */
export function LinkFields({ at, link, offer, offers, onLink }: Props) {
  const texts = useConnectionTexts();
  const named = (name: string): string => (at === 0 ? name : `${name}-${at + 1}`);
  const put = (part: Partial<ConnectionLink>): void => onLink(link === null ? null : { ...link, ...part });
  const nameId = (text: string): void => {
    if (link === null) return;
    const { idProperty: _before, ...rest } = link;
    onLink(text.trim() === '' ? rest : { ...rest, idProperty: text.trim() });
  };
  return (
    <Flex direction="column" gap="sm">
      {at === 0 ? null : <Divider />}
      <Select
        name={named('link')} label={texts.linkTo} value={link?.objectTypeId ?? 'none'}
        options={[{ label: texts.linkNone, value: 'none' }, ...TYPES.map((type) => ({ label: texts.records[type] ?? type, value: type }))]}
        onChange={(value) => {
          const type = TYPES.find((one) => one === value);
          onLink(type === undefined ? null : newLink(type, offer));
        }}
      />
      {link === null ? null : (
        <>
          <Flex direction="row" gap="sm" wrap="wrap">
            <Select
              name={named('link-column')} label={link.through === undefined ? texts.column : texts.pointer} options={optionsOf(offer.columns)}
              {...chosen(link.column, offer.columns, texts.chooseAgain)} onChange={(value) => put({ column: String(value) })}
            />
            <Input
              name={named('link-property')} label={texts.property} description={texts.propertyHint} value={link.property} required
              error={!isProperty(link.property)} validationMessage={isProperty(link.property) ? '' : texts.propertyWrong} onInput={(property) => put({ property: property.trim() })}
            />
            <Input
              name={named('link-id-property')} label={texts.idProperty} description={texts.idPropertyHint} value={link.idProperty ?? ''}
              error={link.idProperty !== undefined && !isProperty(link.idProperty)} validationMessage={link.idProperty === undefined || isProperty(link.idProperty) ? '' : texts.propertyWrong} onInput={nameId}
            />
          </Flex>
          <Checkbox name={named('link-domain')} checked={link.take === 'email_domain'} onChange={(checked) => put({ take: checked ? 'email_domain' : 'value' })}>{texts.byDomain}</Checkbox>
          <ThroughFields named={named} link={link} offers={offers} onLink={onLink} />
        </>
      )}
    </Flex>
  );
}

const DIRECTLY = 'directly';

function ThroughFields({ named, link, offers, onLink }: { readonly named: (name: string) => string; readonly link: ConnectionLink; readonly offers: readonly OfferedTable[]; readonly onLink: (link: ConnectionLink) => void }) {
  const texts = useConnectionTexts();
  const { through, ...rest } = link;
  const readable = offers.filter(({ columns }) => columns.length > 0);
  const between = through === undefined ? undefined : offerOf(readable, through);
  const columns = between?.columns ?? [];
  const choose = (value: string | number | boolean): void => {
    const found = readable[Number(value)];
    if (value === DIRECTLY || found === undefined) return onLink(rest);
    const { schema, table, keys, columns: own } = found;
    onLink({ ...rest, through: { schema, table, key: keys[0] ?? own[0] ?? '', match: own.find((name) => name.toLowerCase() === link.property) ?? own[0] ?? '' } });
  };
  return (
    <Flex direction="row" gap="sm" wrap="wrap">
      <Select
        name={named('link-through')} label={texts.through} description={texts.throughHint} value={through === undefined ? DIRECTLY : between === undefined ? '' : readable.indexOf(between)}
        options={[{ label: texts.directly, value: DIRECTLY }, ...readable.map(({ schema, table }, at) => ({ label: `${schema}.${table}`, value: at }))]} onChange={choose}
      />
      {through === undefined ? null : (
        <>
          <Select
            name={named('link-through-key')} label={texts.throughKey} options={optionsOf(columns)} {...chosen(through.key, columns, texts.chooseAgain)}
            onChange={(value) => onLink({ ...link, through: { ...through, key: String(value) } })}
          />
          <Select
            name={named('link-through-match')} label={texts.column} options={optionsOf(columns)} {...chosen(through.match, columns, texts.chooseAgain)}
            onChange={(value) => onLink({ ...link, through: { ...through, match: String(value) } })}
          />
        </>
      )}
    </Flex>
  );
}

function optionsOf(names: readonly string[]): { readonly label: string; readonly value: string }[] {
  return names.map((name) => ({ label: name, value: name }));
}

/** A choice that the database no longer offers is shown as what has to be chosen again. */
function chosen(value: string, offered: readonly string[], wrong: string): { readonly value?: string; readonly error: boolean; readonly validationMessage: string } {
  return offered.includes(value) ? { value, error: false, validationMessage: '' } : { error: true, validationMessage: wrong };
}
