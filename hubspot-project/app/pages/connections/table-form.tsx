import { Button, Flex, Select } from '@hubspot/ui-extensions';
import type { ConnectionTable, OfferedTable } from '@siderail/contract';
import { useState } from 'react';
import { isWhole, newTable, usable } from './table-draft.ts';
import { TableFields } from './table-fields.tsx';
import { useConnectionTexts } from './use-connection-texts.ts';

/** One more table out of those that were found. */
export function TableForm({ offers, onTable }: { readonly offers: readonly OfferedTable[]; readonly onTable: (table: ConnectionTable) => void }) {
  const texts = useConnectionTexts();
  const [draft, setDraft] = useState<ConnectionTable | null>(null);
  const choices = usable(offers);
  if (draft === null) {
    return (
      <Select
        name="table" label={texts.choose} placeholder={texts.choosePlaceholder} options={choices.map(({ schema, table }, at) => ({ label: `${schema}.${table}`, value: at }))}
        onChange={(value) => { const found = choices[Number(value)]; if (found !== undefined) setDraft(newTable(found)); }}
      />
    );
  }
  return (
    <Flex direction="column" gap="sm">
      <TableFields draft={draft} offers={offers} onDraft={setDraft} />
      <Flex direction="row" gap="sm">
        <Button variant="secondary" testId="take-table" disabled={!isWhole(draft)} onClick={() => { onTable(draft); setDraft(null); }}>{texts.addTable}</Button>
        <Button variant="secondary" testId="leave-table" onClick={() => setDraft(null)}>{texts.leaveTable}</Button>
      </Flex>
    </Flex>
  );
}
