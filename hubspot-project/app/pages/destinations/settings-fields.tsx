import { Checkbox, Flex, Input, NumberInput, Text, TextArea } from '@hubspot/ui-extensions';
import type { DestinationChange } from '@siderail/contract';
import { useDestinationTexts } from './use-destination-texts.ts';

type Of<Kind extends DestinationChange['kind']> = Extract<DestinationChange, { kind: Kind }>;
type Props<Settings extends DestinationChange> = { readonly settings: Settings; readonly onSettings: (settings: Settings) => void; /** It has secrets that can be kept. */ readonly stored: boolean };

/** Where a destination is and what opens it, by its kind. */
export function SettingsFields({ settings, onSettings, stored }: Props<DestinationChange>) {
  const texts = useDestinationTexts();
  switch (settings.kind) {
    case 's3': return <S3Fields settings={settings} onSettings={onSettings} stored={stored} />;
    case 'sftp': return <SftpFields settings={settings} onSettings={onSettings} stored={stored} />;
    case 'webhook':
    case 'slack':
    case 'teams': return (
      <Input
        name="url" label={texts.url} description={stored ? texts.keepUrl : texts.urlHelp[settings.kind]} required={!stored} value={settings.url ?? ''}
        onInput={(url) => onSettings(url === '' ? { kind: settings.kind } : { kind: settings.kind, url })}
      />
    );
    case 'task': return <Text variant="microcopy">{texts.taskHelp}</Text>;
  }
}

function S3Fields({ settings, onSettings, stored }: Props<Of<'s3'>>) {
  const texts = useDestinationTexts();
  const { endpoint: _endpoint, secretAccessKey: _secret, ...rest } = settings;
  const kept = { ...(settings.endpoint === undefined ? {} : { endpoint: settings.endpoint }), ...(settings.secretAccessKey === undefined ? {} : { secretAccessKey: settings.secretAccessKey }) };
  const put = (part: Partial<typeof rest>): void => onSettings({ ...rest, ...kept, ...part });
  const putOne = (key: keyof typeof kept, text: string): void => {
    const { [key]: _before, ...others } = kept;
    onSettings({ ...rest, ...others, ...(text === '' ? {} : { [key]: text }) });
  };
  return (
    <>
      <Flex direction="row" gap="sm" wrap="wrap">
        <Input name="bucket" label={texts.bucket} required value={settings.bucket} onInput={(bucket) => put({ bucket })} />
        <Input name="region" label={texts.region} required value={settings.region} onInput={(region) => put({ region })} />
        <Input name="folder" label={texts.folder} value={settings.folder} onInput={(folder) => put({ folder })} />
      </Flex>
      <Flex direction="row" gap="sm" wrap="wrap">
        <Input name="access-key" label={texts.accessKeyId} required value={settings.accessKeyId} onInput={(accessKeyId) => put({ accessKeyId })} />
        <Input
          name="secret-key" type="password" label={texts.secretAccessKey} required={!stored} value={settings.secretAccessKey ?? ''}
          {...(stored ? { description: texts.keepSecret } : {})} onInput={(text) => putOne('secretAccessKey', text)}
        />
        <Input name="endpoint" label={texts.endpoint} description={texts.endpointHelp} value={settings.endpoint ?? ''} onInput={(text) => putOne('endpoint', text)} />
      </Flex>
      {settings.endpoint === undefined ? null : <Checkbox name="path-style" checked={settings.pathStyle === true} onChange={(pathStyle) => put({ pathStyle })}>{texts.pathStyle}</Checkbox>}
    </>
  );
}

function SftpFields({ settings, onSettings, stored }: Props<Of<'sftp'>>) {
  const texts = useDestinationTexts();
  const { password = '', privateKey = '', ...rest } = settings;
  const secret = password !== '' ? { password } : privateKey !== '' ? { privateKey } : {};
  const put = (part: Partial<typeof rest>): void => onSettings({ ...rest, ...secret, ...part });
  const help = stored ? { description: texts.keepSecret } : {};
  return (
    <>
      <Flex direction="row" gap="sm" wrap="wrap">
        <Input name="host" label={texts.host} required value={settings.host} onInput={(host) => put({ host: host.trim() })} />
        <NumberInput name="port" label={texts.port} value={settings.port} min={1} max={65_535} onChange={(port) => put({ port: Number(port) || 22 })} />
        <Input name="user" label={texts.user} required value={settings.user} onInput={(user) => put({ user })} />
        <Input name="folder" label={texts.folder} value={settings.folder} onInput={(folder) => put({ folder })} />
      </Flex>
      <Input name="host-key" label={texts.hostKey} description={texts.hostKeyHelp} required value={settings.hostKey} onInput={(hostKey) => put({ hostKey: hostKey.trim() })} />
      <Input name="password" type="password" label={texts.password} value={password} {...help} onInput={(text) => onSettings(text === '' ? rest : { ...rest, password: text })} />
      {password !== '' ? null : <TextArea name="private-key" label={texts.privateKey} rows={3} value={privateKey} onInput={(text) => onSettings(text === '' ? rest : { ...rest, privateKey: text })} />}
    </>
  );
}
