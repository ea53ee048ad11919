import { Flex, LoadingSpinner, Select, Text } from '@hubspot/ui-extensions';
import { PageTitle } from '@hubspot/ui-extensions/pages';
import { ErrorView } from '@siderail/ui';
import { useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { ExportLog } from './export-log.tsx';
import { KINDS, SINCES, type LogFilter } from './log-filter.ts';
import { LogTable } from './log-table.tsx';
import { useLog } from './use-log.ts';

/** What people did with Siderail in this account, for admins; everybody else reads why not. */
export function ActivityPage() {
  const texts = useTexts();
  const [filter, setFilter] = useState<LogFilter>({ kind: 'all', userId: '', since: 'all' });
  const { entries, names, more, loading, error, readOlder, reload } = useLog(filter);
  const change = (part: Partial<LogFilter>) => setFilter({ ...filter, ...part });
  const refused = error?.code === 'access.admin_only';
  const people = [{ value: '', label: texts.everyone }, ...Object.entries(names).map(([value, label]) => ({ value, label })).sort((one, other) => one.label.localeCompare(other.label))];
  return (
    <Flex direction="column" gap="md">
      <PageTitle>{texts.activityTitle}</PageTitle>
      {refused ? null : (
        <Flex direction="row" gap="sm" wrap="wrap" align="end">
          <Select name="kind" testId="log-kind" label={texts.kind} value={filter.kind} options={KINDS.map((value) => ({ value, label: texts.kinds[value] }))}
            onChange={(value) => change({ kind: KINDS.find((kind) => kind === value) ?? 'all' })} />
          <Select name="person" testId="log-person" label={texts.person} value={filter.userId} options={people} onChange={(value) => change({ userId: String(value) })} />
          <Select name="since" testId="log-since" label={texts.since} value={filter.since} options={SINCES.map((value) => ({ value, label: texts.sinces[value] }))}
            onChange={(value) => change({ since: SINCES.find((since) => since === value) ?? 'all' })} />
        </Flex>
      )}
      {error === null ? null : <ErrorView title={texts.activityFailed} error={error} testId="activity-error" {...(refused ? {} : { onRetry: reload })} />}
      {loading && entries.length === 0 ? <LoadingSpinner label={texts.loadingActivity} showLabel layout="centered" /> : null}
      {!loading && error === null && entries.length === 0 ? <Text testId="no-activity">{texts.noActivity}</Text> : null}
      {entries.length === 0 ? null : <LogTable entries={entries} names={names} more={more} loading={loading} onOlder={readOlder} />}
      {refused || (error !== null && entries.length === 0) ? null : <ExportLog key={JSON.stringify(filter)} filter={filter} />}
    </Flex>
  );
}
