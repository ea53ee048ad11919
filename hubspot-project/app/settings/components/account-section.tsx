import { Flex, Heading, Input, NumberInput, Select } from '@hubspot/ui-extensions';
import type { AccountSettings, GetSettingsResponse } from '@siderail/contract';
import { useSurface } from '@siderail/ui';
import { useTexts } from '../texts/use-texts.ts';
import { QuietHours } from './quiet-hours.tsx';
import { SettableProperties } from './settable-properties.tsx';
import { domainsOf, MOST, wrongDomain, type SettingsDraft } from './settings-draft.ts';

type Props = { readonly draft: SettingsDraft; readonly server: Pick<GetSettingsResponse, 'fileDays' | 'immediateRows'>; readonly readOnly: boolean; readonly onChange: (draft: SettingsDraft) => void };

const ENVIRONMENTS = ['production', 'test'] as const;
const MAILS = ['always', 'long', 'never'] as const;
const FILE_LINKS = ['anybody', 'signed_in'] as const;

/** How long files stay and whom their links serve, where mails may go and when, and what this account is. */
export function AccountSection({ draft, server: { fileDays, immediateRows }, readOnly, onChange }: Props) {
  const texts = useTexts();
  const { format } = useSurface();
  const { account } = draft;
  const change = (part: Partial<AccountSettings>) => onChange({ ...draft, account: { ...account, ...part } });
  const wrong = wrongDomain(draft.domains);
  const problem = wrong !== null ? texts.domainWrong(wrong) : domainsOf(draft.domains).length > MOST.domains ? texts.tooMany(format.number(MOST.domains)) : null;
  return (
    <Flex direction="column" gap="sm" testId="account-section">
      <Heading>{texts.accountTitle}</Heading>
      <Select name="environment" testId="environment" label={texts.environment} description={texts.environmentHelp} value={account.environment} readOnly={readOnly}
        options={ENVIRONMENTS.map((value) => ({ value, label: texts.environments[value] }))} onChange={(value) => change({ environment: value === 'test' ? 'test' : 'production' })} />
      <NumberInput name="retention-days" testId="retention-days" label={texts.retention} description={texts.retentionHelp(format.number(fileDays))} min={1} max={fileDays} readOnly={readOnly}
        {...(account.retentionDays === null ? {} : { value: account.retentionDays })} onChange={(days) => change({ retentionDays: within(days, 1, fileDays) })} />
      <Select name="file-links" testId="file-links" label={texts.fileLinks} description={texts.fileLinksHelp} value={account.fileLinks ?? 'anybody'} readOnly={readOnly}
        options={FILE_LINKS.map((value) => ({ value, label: texts.fileLinksFor[value] }))} onChange={(value) => change({ fileLinks: value === 'signed_in' ? 'signed_in' : 'anybody' })} />
      <NumberInput name="click-rows" testId="click-rows" label={texts.clickRows} description={texts.clickRowsHelp(format.number(immediateRows))} min={0} max={immediateRows} readOnly={readOnly}
        {...(account.immediateRows === undefined ? {} : { value: account.immediateRows })} onChange={(rows) => onChange({ ...draft, account: withClickRows(account, within(rows, 0, immediateRows)) })} />
      <Input name="mail-domains" testId="mail-domains" label={texts.domains} description={texts.domainsHelp} value={draft.domains} readOnly={readOnly}
        error={problem !== null} validationMessage={problem ?? ''} onInput={(domains) => onChange({ ...draft, domains })} />
      <Select name="mail-when" testId="mail-when" label={texts.mail} description={texts.mailHelp} value={account.notices.mail} readOnly={readOnly}
        options={MAILS.map((value) => ({ value, label: texts.mails[value] }))}
        onChange={(value) => change({ notices: { ...account.notices, mail: MAILS.find((mail) => mail === value) ?? 'always' } })} />
      <QuietHours value={account.notices.quiet} readOnly={readOnly} onChange={(quiet) => change({ notices: { ...account.notices, quiet } })} />
      <SettableProperties value={account.settable} names={draft.settable} readOnly={readOnly} onWho={(settable) => change({ settable })} onNames={(settable) => onChange({ ...draft, settable })} />
    </Flex>
  );
}

function within(value: number | null | undefined, least: number, most: number): number | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  return Math.min(most, Math.max(least, Math.round(value)));
}

/** Without a number the server's own limit holds, so the setting goes away. */
function withClickRows({ immediateRows: _before, ...rest }: AccountSettings, rows: number | null): AccountSettings {
  return rows === null ? rest : { ...rest, immediateRows: rows };
}
