import { Alert, AutoGrid, BarChart, Flex, LoadingSpinner, ProgressBar, Statistics, StatisticsItem, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import { PageTitle } from '@hubspot/ui-extensions/pages';
import { latestData, useRequest, type Format } from '@siderail/client';
import type { GetUsageResponse } from '@siderail/contract';
import { ErrorView, useSurface } from '@siderail/ui';
import { english } from './english.ts';
import { german } from './german.ts';

function useUsageTexts(): typeof english {
  return useSurface().language === 'de' ? german : english;
}

/** What the account uses: requests against HubSpot's line, by day and part, and files against the space there is. */
export function UsagePage() {
  const texts = useUsageTexts();
  const { backend } = useSurface();
  const { state, reload } = useRequest('usage', () => backend('get-usage', {}));
  const usage = latestData(state);
  return (
    <Flex direction="column" gap="md">
      <PageTitle>{texts.title}</PageTitle>
      <Text>{texts.intro}</Text>
      {state.status === 'error' ? <ErrorView title={texts.failed} error={state.error} testId="usage-error" onRetry={reload} /> : null}
      {usage === null && state.status === 'loading' ? <LoadingSpinner label={texts.loading} layout="centered" /> : null}
      {usage === null ? null : <Usage usage={usage} />}
    </Flex>
  );
}

function Usage({ usage }: { readonly usage: GetUsageResponse }) {
  const texts = useUsageTexts();
  const { format } = useSurface();
  const { days, successRate, line, belowLine, storedBytes, quotaBytes } = usage;
  const sum = (of: (day: GetUsageResponse['days'][number]) => number): string => format.number(days.reduce((total, day) => total + of(day), 0));
  return (
    <>
      <Statistics>
        <StatisticsItem label={texts.requests} number={sum(({ tries }) => tries)} />
        <StatisticsItem label={texts.limited} number={sum(({ rateLimited }) => rateLimited)} />
        <StatisticsItem label={texts.files} number={format.number(usage.files)} />
        <StatisticsItem label={texts.rows} number={format.number(usage.rows)} />
      </Statistics>
      <ProgressBar title={texts.success} value={successRate * 100} maxValue={100} variant={belowLine ? 'danger' : 'success'} valueDescription={`${percent(successRate, format)}. ${texts.line(percent(line, format))}`} />
      {belowLine ? <Alert title={texts.below} variant="danger"><Text>{texts.belowFix}</Text></Alert> : null}
      <ProgressBar title={texts.storage} value={storedBytes} maxValue={quotaBytes} variant={storedBytes > quotaBytes * 0.9 ? 'warning' : 'success'} valueDescription={texts.storageOf(format.bytes(storedBytes), format.bytes(quotaBytes))} />
      {days.length === 0 ? <Text>{texts.nothing}</Text> : <Requests days={days} />}
    </>
  );
}

function Requests({ days }: { readonly days: GetUsageResponse['days'] }) {
  const texts = useUsageTexts();
  const { format } = useSurface();
  const nameOf = (area: string): string => texts.areas[area] ?? area;
  const areas = [...new Set(days.map(({ area }) => area))].map((area) => {
    const own = days.filter((day) => day.area === area);
    return { area, tries: own.reduce((sum, { tries }) => sum + tries, 0), failed: own.reduce((sum, { failed }) => sum + failed, 0) };
  });
  return (
    <AutoGrid columnWidth={480} gap="md">
      <BarChart
        data={days.map(({ day, area, tries }) => ({ day: format.day(day), area: nameOf(area), tries }))}
        axes={{ x: { field: 'day', fieldType: 'category', label: texts.day }, y: { field: 'tries', fieldType: 'linear', label: texts.sent }, options: { groupFieldByColor: 'area', stacking: true } }}
        options={{ title: texts.chart, showLegend: true, showTooltips: true }}
      />
      <Table density="condensed" testId="usage-areas">
        <TableHead>
          <TableRow>
            <TableHeader>{texts.area}</TableHeader>
            {[texts.sent, texts.notOk, texts.rate].map((title) => <TableHeader key={title} align="right">{title}</TableHeader>)}
          </TableRow>
        </TableHead>
        <TableBody>
          {areas.map(({ area, tries, failed }) => (
            <TableRow key={area}>
              <TableCell>{nameOf(area)}</TableCell>
              <TableCell align="right">{format.number(tries)}</TableCell>
              <TableCell align="right">{format.number(failed)}</TableCell>
              <TableCell align="right">{percent(tries === 0 ? 1 : (tries - failed) / tries, format)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </AutoGrid>
  );
}

/** Rounded down: what is below a line never looks as if it stood on it. */
function percent(share: number, format: Format): string {
  return `${format.number(Math.floor(share * 1_000) / 10)} %`;
}
