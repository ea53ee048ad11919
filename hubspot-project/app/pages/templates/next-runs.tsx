import { Flex, Text } from '@hubspot/ui-extensions';
import { useRequest } from '@siderail/client';
import type { ScheduleSettings } from '@siderail/contract';
import { useSentence, useSurface } from '@siderail/ui';
import { useSettled } from './use-settled.ts';
import { useTemplateTexts } from './use-template-texts.ts';

const WAIT_MS = 400;

/** The next five runs of a rule before it is saved, or what is wrong with it. */
export function NextRuns({ rule, blackouts }: Pick<ScheduleSettings, 'rule' | 'blackouts'>) {
  const texts = useTemplateTexts();
  const sentence = useSentence();
  const { backend, format } = useSurface();
  const usable = rule.kind === 'weekly' ? rule.days.length > 0 : true;
  const wanted = useSettled(usable ? JSON.stringify({ rule, blackouts }) : null, WAIT_MS);
  const { state } = useRequest(wanted, () => backend('preview-schedule', JSON.parse(wanted ?? '') as Pick<ScheduleSettings, 'rule' | 'blackouts'>));
  if (wanted === null) return null;
  if (state.status === 'error') return <Text variant="microcopy" testId="next-runs">{texts.noNext(sentence(state.error.message))}</Text>;
  const next = state.status === 'success' ? state.data.next : state.previous?.next;
  if (next === undefined) return null;
  return (
    <Flex direction="column" gap="flush" testId="next-runs">
      <Text variant="microcopy">{next.length === 0 ? texts.noNext('') : texts.nextFive}</Text>
      {next.map((at) => <Text key={at} variant="microcopy">{format.time(at)}</Text>)}
    </Flex>
  );
}
