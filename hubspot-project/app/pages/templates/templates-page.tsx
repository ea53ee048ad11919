import { Button, EmptyState, Flex, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import { PageTitle } from '@hubspot/ui-extensions/pages';
import { latestData, useRequest } from '@siderail/client';
import { ErrorView, useSurface } from '@siderail/ui';
import { useState } from 'react';
import { TemplateBuilder } from './builder/template-builder.tsx';
import { TemplateItem } from './template-item.tsx';
import { useTemplatePages } from './use-template-pages.ts';
import { useTemplateTexts } from './use-template-texts.ts';

/** Saved exports, the person's own and the shared ones, each with its schedule, and a way to make new ones. */
export function TemplatesPage() {
  const texts = useTemplateTexts();
  const { backend } = useSurface();
  const templates = useTemplatePages();
  const schedules = useRequest('schedules', () => backend('list-schedules', {}));
  const [making, setMaking] = useState(false);
  const planned = latestData(schedules.state);
  const reload = (): void => {
    templates.reload();
    schedules.reload();
  };
  const error = templates.error ?? (schedules.state.status === 'error' ? schedules.state.error : null);
  return (
    <Flex direction="column" gap="md">
      <PageTitle>{texts.title}</PageTitle>
      <Text>{texts.intro}</Text>
      {making ? <TemplateBuilder isNew template={null} onClose={() => setMaking(false)} onSaved={() => { setMaking(false); reload(); }} /> : (
        <Flex direction="row">
          <Button variant="primary" testId="new-template" onClick={() => setMaking(true)}>{texts.create}</Button>
        </Flex>
      )}
      {error === null ? null : <ErrorView title={texts.listFailed} error={error} testId="templates-error" onRetry={reload} />}
      {templates.found === null && error === null ? <LoadingSpinner label={texts.loading} showLabel layout="centered" /> : null}
      {templates.found?.length === 0 && !making ? (
        <EmptyState title={texts.none} layout="vertical">
          <Text>{texts.noneFix}</Text>
        </EmptyState>
      ) : null}
      {templates.found?.map((template) => (
        <TemplateItem key={template.id} template={template} schedule={planned?.schedules.find(({ templateId }) => templateId === template.id) ?? null}
          timeZone={planned?.timeZone ?? null} onChanged={reload} />
      ))}
      {templates.more ? <Flex direction="row"><Button variant="secondary" testId="more-templates" disabled={templates.busy} onClick={templates.readMore}>{texts.more}</Button></Flex> : null}
    </Flex>
  );
}
