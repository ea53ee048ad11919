import { Table, TableBody, TableCell, TableFooter, TableHead, TableHeader, TableRow } from '@hubspot/ui-extensions';
import type { EstimateExportResponse } from '@siderail/contract';
import { useCard } from '../hooks/use-card.ts';
import { useTexts } from '../texts/use-texts.ts';
import { describeSheets } from './describe-sheets.ts';

type Props = { readonly estimate: EstimateExportResponse | null };

/** What each sheet of a joined file will be, and all together; nothing for a file of one table. */
export function JoinedEstimate({ estimate }: Props) {
  const texts = useTexts();
  const { format } = useCard();
  if (estimate?.sheets === undefined) return null;
  const { sheets, together } = describeSheets(estimate, format, texts);
  return (
    <Table bordered density="compact" testId="joined-estimate">
      <TableHead>
        <TableRow>
          <TableHeader>{texts.sheet}</TableHeader>
          <TableHeader width="min" align="right">{texts.sheetRows}</TableHeader>
          <TableHeader width="min" align="right">{texts.sheetSize}</TableHeader>
          <TableHeader width="min" align="right">{texts.sheetTime}</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {sheets.map(({ title, cost }, at) => (
          <TableRow key={at} testId={`joined-estimate-${at}`}>
            <TableCell>{title}</TableCell>
            {cost.map((text, index) => <TableCell key={index} width="min" align="right">{text}</TableCell>)}
          </TableRow>
        ))}
      </TableBody>
      <TableFooter>
        <TableRow testId="joined-estimate-total">
          <TableHeader>{texts.totals}</TableHeader>
          {together.map((text, index) => <TableHeader key={index} width="min" align="right">{text}</TableHeader>)}
        </TableRow>
      </TableFooter>
    </Table>
  );
}
