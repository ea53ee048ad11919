import { Button, Flex, Heading, StatusTag, Text, Tile } from '@hubspot/ui-extensions';
import { newRequestId } from '@siderail/client';
import type { Outcome } from '@siderail/client';
import type { Schedule, Template, WireError } from '@siderail/contract';
import { ErrorView, TitleLine, useSurface } from '@siderail/ui';
import { useRef, useState } from 'react';
import { TemplateBuilder } from './builder/template-builder.tsx';
import { ScheduleForm } from './schedule-form.tsx';
import { ScheduleWords } from './schedule-words.tsx';
import { useTemplateTexts } from './use-template-texts.ts';

type Props = { readonly template: Template; readonly schedule: Schedule | null; /** Null until it is known. */ readonly timeZone: string | null; readonly onChanged: () => void };
type Open = 'nothing' | 'change' | 'schedule' | 'remove';

/** One saved export: what it is, when it runs, and what the person can do with it. */
export function TemplateItem({ template, schedule, timeZone, onChanged }: Props) {
  const texts = useTemplateTexts();
  const { backend, addAlert, language, locale } = useSurface();
  const [open, setOpen] = useState<Open>('nothing');
  const [error, setError] = useState<WireError | null>(null);
  const [busy, setBusy] = useState(false);
  // Kept until the answer is known: a click again, or HubSpot's repeat, then starts nothing twice.
  const tried = useRef<{ readonly version: number; readonly requestId: string } | null>(null);
  const { id, name, version, shared, mine, definition } = template;
  const requestId = (): string => {
    if (tried.current?.version !== version) tried.current = { version, requestId: newRequestId() };
    return tried.current.requestId;
  };

  async function act<Answer>(work: () => Promise<Outcome<Answer>>, after: (answer: Answer) => void): Promise<void> {
    setBusy(true);
    const outcome = await work();
    setBusy(false);
    setError(outcome.ok ? null : outcome.error);
    if (outcome.ok) after(outcome.data);
  }
  const run = () => act(() => backend('run-template', { templateId: id, requestId: requestId(), reader: { language, locale } }), ({ job }) => {
    tried.current = null;
    if (job.state === 'held') addAlert('info', texts.asked(name), texts.askedMore);
    else addAlert('success', texts.ran(name), texts.ranMore);
  });
  const share = () => act(() => backend('save-template', { change: { templateId: id, version }, name, shared: !shared, from: { kind: 'unchanged' } }), onChanged);
  const copy = () => act(() => backend('copy-template', { templateId: id, name: texts.copyName(name).slice(0, 100) }), onChanged);
  const remove = () => act(() => backend('delete-template', { templateId: id }), onChanged);
  const button = (what: string, label: string, press: () => unknown, variant: 'secondary' | 'transparent' | 'destructive' = 'secondary') => (
    <Button size="sm" variant={variant} disabled={busy} testId={`${what}-${id}`} onClick={() => void press()}>{label}</Button>
  );

  return (
    <Tile testId={`template-${id}`}>
      <Flex direction="column" gap="sm">
        <TitleLine title={<Heading>{name}</Heading>}>
          <StatusTag variant={shared ? 'info' : 'default'}>{shared ? texts.shared : texts.own}</StatusTag>
        </TitleLine>
        <Text variant="microcopy">{texts.about(template.tableTitle, template.sourceTitle, definition.format.toUpperCase())}</Text>
        {mine ? <ScheduleWords schedule={schedule} /> : <Text variant="microcopy">{texts.owner(template.ownerEmail)}</Text>}
        {error === null ? null : <ErrorView title={texts.failed} error={error} testId={`problem-${id}`} />}
        <Flex direction="row" gap="sm" wrap="wrap">
          {button('run', texts.run, run)}
          {mine && timeZone !== null ? button('schedule', texts.schedule, () => setOpen(open === 'schedule' ? 'nothing' : 'schedule')) : null}
          {mine ? button('change', texts.change, () => setOpen(open === 'change' ? 'nothing' : 'change'), 'transparent') : null}
          {button('copy', texts.copy, copy, 'transparent')}
          {mine ? button('share', shared ? texts.unshare : texts.share, share, 'transparent') : null}
          {mine && open !== 'remove' ? button('remove', texts.remove, () => setOpen('remove'), 'transparent') : null}
        </Flex>
        {open === 'remove' ? (
          <Flex direction="row" gap="sm">
            {button('remove-now', texts.removeNow, remove, 'destructive')}
            {button('keep', texts.keep, () => setOpen('nothing'), 'transparent')}
          </Flex>
        ) : null}
        {open === 'change' ? <TemplateBuilder isNew={false} template={template} onClose={() => setOpen('nothing')} onSaved={() => { setOpen('nothing'); onChanged(); }} /> : null}
        {open === 'schedule' && timeZone !== null ? (
          <ScheduleForm templateId={id} settings={schedule?.settings ?? null} timeZone={timeZone} onClose={() => setOpen('nothing')} onSaved={() => { setOpen('nothing'); onChanged(); }} />
        ) : null}
      </Flex>
    </Tile>
  );
}
