import { Alert, Flex, Text } from '@hubspot/ui-extensions';
import type { OfferedTable, TestConnectionResponse } from '@siderail/contract';
import { useConnectionTexts } from './use-connection-texts.ts';

const MOST_NAMES = 10;

/** What a test found at a place: usable tables, missing rights, and rights nobody needs. */
export function FoundTables({ found }: { readonly found: Pick<TestConnectionResponse, 'offers'> }) {
  const texts = useConnectionTexts();
  const { offers } = found;
  const closed = offers.filter(({ columns }) => columns.length === 0);
  const keyless = offers.filter(({ columns, keys }) => columns.length > 0 && keys.length === 0);
  return (
    <Flex direction="column" gap="xs" testId="found-tables">
      <Text format={{ fontWeight: 'bold' }}>{texts.found(offers.length - closed.length - keyless.length, offers.length)}</Text>
      {closed.length === 0 ? null : <Text>{texts.notReadable(namesOf(closed))}</Text>}
      {keyless.length === 0 ? null : <Text>{texts.noKey(namesOf(keyless))}</Text>}
      {offers.some(({ writable }) => writable) ? <Alert title={texts.mayWrite} variant="warning"><Text>{texts.mayWriteFix}</Text></Alert> : null}
    </Flex>
  );
}

function namesOf(offers: readonly OfferedTable[]): string {
  const names = offers.slice(0, MOST_NAMES).map(({ schema, table }) => `${schema}.${table}`).join(', ');
  return offers.length > MOST_NAMES ? `${names} …` : names;
}
