import { Checkbox, Flex, Heading, NumberInput } from '@hubspot/ui-extensions';
import type { ListPlacesResponse, Policy } from '@siderail/contract';
import { useTexts } from '../texts/use-texts.ts';
import { PeopleField } from './people-field.tsx';
import { MOST } from './settings-draft.ts';

type Props = { readonly policy: Policy; readonly people: ListPlacesResponse['people']; readonly readOnly: boolean; readonly onChange: (policy: Policy) => void };

const MOST_ROWS = 1_000_000_000;
const MOST_HOURS = 720;

/** From how many rows on an export needs somebody's agreement, and whose. */
export function ApprovalSection({ policy, people, readOnly, onChange }: Props) {
  const texts = useTexts();
  const { approval } = policy;
  const change = (part: Partial<Policy['approval']>) => onChange({ ...policy, approval: { ...approval, ...part } });
  return (
    <Flex direction="column" gap="sm" testId="approval-section">
      <Heading>{texts.approvalTitle}</Heading>
      <NumberInput name="above-rows" testId="above-rows" label={texts.aboveRows} description={texts.aboveRowsHelp} min={1} max={MOST_ROWS} readOnly={readOnly}
        {...(approval.aboveRows === null ? {} : { value: approval.aboveRows })} onChange={(rows) => change({ aboveRows: wholeOf(rows, MOST_ROWS) })} />
      <Checkbox name="admins-too" testId="admins-too" checked={approval.adminsToo} readOnly={readOnly} onChange={(adminsToo) => change({ adminsToo })}>
        {texts.adminsToo}
      </Checkbox>
      <NumberInput name="expires-after" testId="expires-after" label={texts.expiresAfter} min={1} max={MOST_HOURS} value={approval.expiresAfterHours} readOnly={readOnly}
        onChange={(hours) => change({ expiresAfterHours: wholeOf(hours, MOST_HOURS) ?? approval.expiresAfterHours })} />
      <PeopleField name="approvers" label={texts.approvers} help={texts.approversHelp} value={approval.approvers} people={people} most={MOST.approvers} readOnly={readOnly} onChange={(approvers) => change({ approvers })} />
      <PeopleField name="admins" label={texts.admins} help={texts.adminsHelp} value={policy.admins} people={people} most={MOST.admins} readOnly={readOnly} onChange={(admins) => onChange({ ...policy, admins })} />
    </Flex>
  );
}

/** A whole number from 1 to `most`, or null for an empty field. */
function wholeOf(value: number | null | undefined, most: number): number | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  return Math.min(most, Math.max(1, Math.round(value)));
}
