import { Button, Flex, Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@hubspot/ui-extensions';
import type { AuditEntry } from '@siderail/contract';
import { useSurface } from '@siderail/ui';
import { useTexts, type Texts } from '../texts/use-texts.ts';

type Props = { readonly entries: readonly AuditEntry[]; readonly names: Readonly<Record<string, string>>; readonly more: boolean; readonly loading: boolean; readonly onOlder: () => void };

/** Who acts when it is nobody's click, as the log writes it. */
const NOBODY = '0';

/** Lines of the log with people's names where HubSpot knows them, their ids where not. */
export function LogTable({ entries, names, more, loading, onOlder }: Props) {
  const texts = useTexts();
  const { format } = useSurface();
  const { logColumns } = texts;
  return (
    <Flex direction="column" gap="sm">
      <Table bordered testId="log">
        <TableHead>
          <TableRow>
            {[logColumns.when, logColumns.who, logColumns.what, logColumns.more].map((title) => <TableHeader key={title}>{title}</TableHeader>)}
          </TableRow>
        </TableHead>
        <TableBody>
          {entries.map((entry) => (
            <TableRow key={entry.id}>
              <TableCell>{format.time(entry.at)}</TableCell>
              <TableCell>{entry.userId === NOBODY ? texts.nobody : (names[entry.userId] ?? entry.userId)}</TableCell>
              <TableCell>{texts.actions[entry.action] ?? entry.action}</TableCell>
              <TableCell>{detailOf(entry, texts, format.number)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {more ? <Button variant="secondary" size="sm" disabled={loading} onClick={onOlder} testId="older-activity">{texts.older}</Button> : null}
    </Flex>
  );
}

/** The one fact of a line that people look for; the file has all. */
function detailOf({ details }: AuditEntry, texts: Texts, number: (value: number) => string): string {
  const { rows, reason, title } = details;
  const parts = [typeof title === 'string' ? title : '', typeof rows === 'number' ? texts.rowsAsked(number(rows)) : '', typeof reason === 'string' ? reason : ''];
  return parts.filter((part) => part !== '').join(' · ');
}
