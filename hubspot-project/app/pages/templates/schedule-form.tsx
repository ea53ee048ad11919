import { Button, Checkbox, Flex, Input, MultiSelect, NumberInput, Select, Text } from '@hubspot/ui-extensions';
import type { ScheduleRule, ScheduleSettings, WireError } from '@siderail/contract';
import { ErrorView, useSurface } from '@siderail/ui';
import { useState } from 'react';
import { BlackoutList } from './blackout-list.tsx';
import { NextRuns } from './next-runs.tsx';
import { useTemplateTexts } from './use-template-texts.ts';

type Props = { readonly templateId: string; readonly settings: ScheduleSettings | null; readonly timeZone: string; readonly onSaved: () => void; readonly onClose: () => void };
type Kind = ScheduleRule['kind'];

const KINDS: readonly Kind[] = ['daily', 'weekly', 'monthly', 'cron'];
const FRESH: ScheduleSettings = { rule: { kind: 'daily', at: '07:00' }, blackouts: [], missed: 'run', onlyChanged: null, paused: false };

/** Sets when a template runs. The server says what is wrong with a rule, and when it would run next. */
export function ScheduleForm({ templateId, settings: stored, timeZone, onSaved, onClose }: Props) {
  const texts = useTemplateTexts();
  const { backend } = useSurface();
  const [settings, setSettings] = useState(stored ?? FRESH);
  const [error, setError] = useState<WireError | null>(null);
  const [busy, setBusy] = useState(false);
  const { rule } = settings;
  const setRule = (next: ScheduleRule): void => setSettings((before) => ({ ...before, rule: next }));

  async function save(next: ScheduleSettings | null): Promise<void> {
    setBusy(true);
    const outcome = await backend('save-schedule', { templateId, settings: next });
    setBusy(false);
    setError(outcome.ok ? null : outcome.error);
    if (outcome.ok) onSaved();
  }

  return (
    <Flex direction="column" gap="sm" testId={`form-${templateId}`}>
      <Flex direction="row" gap="sm" wrap="wrap">
        <Select name="kind" testId="schedule-kind" label={texts.kind} value={rule.kind} options={KINDS.map((value) => ({ value, label: texts.kinds[value] }))} onChange={(kind) => setRule(ruleOf(kind as Kind, rule))} />
        {rule.kind === 'weekly' ? (
          <MultiSelect name="days" testId="schedule-days" label={texts.days} value={rule.days} options={texts.dayNames.map((label, at) => ({ value: at + 1, label }))}
            onChange={(days) => setRule({ ...rule, days: days.map(Number).sort((a, b) => a - b) })} />
        ) : null}
        {rule.kind === 'monthly' ? <NumberInput name="day" testId="schedule-day" label={texts.day} description={texts.dayHelp} min={1} max={31} value={rule.day} onChange={(day) => setRule({ ...rule, day })} /> : null}
        {rule.kind === 'cron'
          ? <Input name="expression" testId="schedule-expression" label={texts.expression} description={texts.expressionHelp} value={rule.expression} onInput={(expression) => setRule({ ...rule, expression })} />
          : <Input name="at" testId="schedule-at" label={texts.at} description={texts.atHelp(timeZone)} value={rule.at} onInput={(at) => setRule({ ...rule, at })} />}
      </Flex>
      <Checkbox name="missed" testId="schedule-missed" checked={settings.missed === 'run'} onChange={(run) => setSettings({ ...settings, missed: run ? 'run' : 'skip' })}>{texts.makeUp}</Checkbox>
      <Checkbox name="only-changed" testId="schedule-changed" checked={settings.onlyChanged !== null} onChange={(only) => setSettings({ ...settings, onlyChanged: only ? stored?.onlyChanged ?? { column: null } : null })}>{texts.onlyChanged}</Checkbox>
      {settings.onlyChanged === null || settings.onlyChanged.column !== null ? null : (
        <Checkbox name="also-reported" testId="schedule-reported" checked={settings.onlyChanged.alsoReported === true} onChange={(also) => setSettings({ ...settings, onlyChanged: also ? { column: null, alsoReported: true } : { column: null } })}>{texts.alsoReported}</Checkbox>
      )}
      <Checkbox name="paused" testId="schedule-paused" checked={settings.paused} onChange={(paused) => setSettings({ ...settings, paused })}>{texts.pause}</Checkbox>
      <BlackoutList blackouts={settings.blackouts} onBlackouts={(blackouts) => setSettings({ ...settings, blackouts })} />
      {error === null ? null : <ErrorView title={texts.failed} error={error} testId="schedule-error" />}
      <Flex direction="row" gap="sm" wrap="wrap">
        <Button size="sm" variant="secondary" disabled={busy || (rule.kind === 'weekly' && rule.days.length === 0)} testId="schedule-save" onClick={() => void save(settings)}>{texts.save}</Button>
        {stored === null ? null : <Button size="sm" variant="transparent" disabled={busy} testId="schedule-stop" onClick={() => void save(null)}>{texts.stop}</Button>}
        <Button size="sm" variant="transparent" disabled={busy} onClick={onClose}>{texts.close}</Button>
      </Flex>
      {rule.kind === 'weekly' && rule.days.length === 0 ? null : <Text variant="microcopy">{texts.when(rule, timeZone)}</Text>}
      <NextRuns rule={rule} blackouts={settings.blackouts} />
    </Flex>
  );
}

/** Another kind of rule that keeps the time. */
function ruleOf(kind: Kind, before: ScheduleRule): ScheduleRule {
  const at = before.kind === 'cron' ? '07:00' : before.at;
  switch (kind) {
    case 'daily': return { kind, at };
    case 'weekly': return { kind, days: [1], at };
    case 'monthly': return { kind, day: 1, at };
    case 'cron': return { kind, expression: '30 7 * * 1-5' };
  }
}
