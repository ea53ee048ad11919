import { Flex, Input, NumberInput, Select } from '@hubspot/ui-extensions';
import type { ConnectionAddress } from '@siderail/contract';
import { useConnectionTexts } from './use-connection-texts.ts';

export type Draft = { readonly name: string; readonly address: ConnectionAddress };
export const NEW_DRAFT: Draft = { name: '', address: { sourceKey: 'postgres', host: '', port: 5432, database: '', user: '', password: '' } };

const PORTS = { postgres: 5432, mysql: 3306 } as const;

/** Whether everything but the password is there. */
export function isComplete({ name, address }: Draft): boolean {
  return [name, address.host, address.database, address.user].every((text) => text.trim() !== '') && address.port > 0;
}

/** Where a database is, by its parts. `stored`: it has a password that can be kept, and its kind stays. */
export function AddressFields({ draft, onDraft, stored }: { readonly draft: Draft; readonly onDraft: (draft: Draft) => void; readonly stored: boolean }) {
  const texts = useConnectionTexts();
  const { name, address } = draft;
  const put = (part: Partial<ConnectionAddress>): void => onDraft({ ...draft, address: { ...address, ...part } });
  return (
    <Flex direction="column" gap="sm">
      <Input name="name" label={texts.name} value={name} required onInput={(text) => onDraft({ ...draft, name: text })} />
      {stored ? null : (
        <Select
          name="kind" label={texts.kind} value={address.sourceKey}
          options={[{ label: 'PostgreSQL', value: 'postgres' }, { label: 'MySQL / MariaDB', value: 'mysql' }]}
          onChange={(value) => { const sourceKey = value === 'mysql' ? 'mysql' : 'postgres'; put({ sourceKey, port: PORTS[sourceKey] }); }}
        />
      )}
      <Flex direction="row" gap="sm" wrap="wrap">
        <Input name="host" label={texts.host} value={address.host} required onInput={(host) => put({ host })} />
        <NumberInput name="port" label={texts.port} value={address.port} formatStyle="decimal" min={1} max={65_535} onChange={(port) => put({ port: Number(port) || 0 })} />
        <Input name="database" label={texts.database} value={address.database} required onInput={(database) => put({ database })} />
      </Flex>
      <Flex direction="row" gap="sm" wrap="wrap">
        <Input name="user" label={texts.user} description={texts.userHint} value={address.user} required onInput={(user) => put({ user })} />
        <Input
          name="password" type="password" label={texts.password} value={address.password} required={!stored}
          {...(stored ? { description: texts.keepPassword } : {})} onInput={(password) => put({ password })}
        />
      </Flex>
    </Flex>
  );
}
