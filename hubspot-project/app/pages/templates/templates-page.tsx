import { EmptyState, Flex, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import { PageTitle } from '@hubspot/ui-extensions/pages';
import { latestData, useRequest } from '@siderail/client';
import { ErrorView, useSurface } from '@siderail/ui';
import { TemplateItem } from './template-item.tsx';
import { useTemplateTexts } from './use-template-texts.ts';

/** Saved exports, the person's own and the shared ones, each with its schedule. */
export function TemplatesPage() {
  const texts = useTemplateTexts();
  const { backend } = useSurface();
  const templates = useRequest('templates', () => backend('list-templates', {}));
  const schedules = useRequest('schedules', () => backend('list-schedules', {}));
  const found = latestData(templates.state);
  const planned = latestData(schedules.state);
  const reload = (): void => {
    templates.reload();
    schedules.reload();
  };
  const failed = [templates.state, schedules.state].find((state) => state.status === 'error');
  return (
    <Flex direction="column" gap="md">
      <PageTitle>{texts.title}</PageTitle>
      <Text>{texts.intro}</Text>
      {failed?.status === 'error' ? <ErrorView title={texts.listFailed} error={failed.error} testId="templates-error" onRetry={reload} /> : null}
      {found === null && templates.state.status === 'loading' ? <LoadingSpinner label={texts.loading} showLabel layout="centered" /> : null}
      {found?.templates.length === 0 ? (
        <EmptyState title={texts.none} layout="vertical">
          <Text>{texts.noneFix}</Text>
        </EmptyState>
      ) : null}
      {found?.templates.map((template) => (
        <TemplateItem key={template.id} template={template} schedule={planned?.schedules.find(({ templateId }) => templateId === template.id) ?? null}
          timeZone={planned?.timeZone ?? null} onChanged={reload} />
      ))}
    </Flex>
  );
}
