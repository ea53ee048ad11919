import { Flex, StatusTag, Text } from '@hubspot/ui-extensions';
import type { Schedule } from '@siderail/contract';
import { useSurface } from '@siderail/ui';
import { useTemplateTexts } from './use-template-texts.ts';

/** When a template runs by itself, when next, and what became of the last time. */
export function ScheduleWords({ schedule }: { readonly schedule: Schedule | null }) {
  const texts = useTemplateTexts();
  const { format } = useSurface();
  if (schedule === null) return <Text>{texts.noSchedule}</Text>;
  const { settings, timeZone, next, last } = schedule;
  const newest = last[0];
  return (
    <Flex direction="column" gap="xs" testId={`when-${schedule.templateId}`}>
      <Flex direction="row" gap="sm" align="center">
        <Text>{texts.when(settings.rule, timeZone)}</Text>
        {settings.paused ? <StatusTag variant="warning">{texts.paused}</StatusTag> : null}
      </Flex>
      {next.length === 0 ? null : <Text variant="microcopy">{texts.next(next.slice(0, 3).map(format.time).join(' · '))}</Text>}
      <Text variant="microcopy">{texts.missed[settings.missed]}</Text>
      {newest === undefined ? null : (
        <Flex direction="row" gap="sm" align="center" wrap="wrap">
          <Text variant="microcopy">{texts.last(format.time(newest.slot), texts.slot[newest.state])}</Text>
          {newest.state === 'failed' ? <StatusTag variant="danger">{texts.slot.failed}</StatusTag> : null}
          {newest.state === 'failed' ? <Text variant="microcopy">{texts.lastFailed}</Text> : null}
        </Flex>
      )}
    </Flex>
  );
}
