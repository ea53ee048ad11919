import { Flex, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import { PageTitle } from '@hubspot/ui-extensions/pages';
import { useRequest } from '@siderail/client';
import { ErrorView, MessageList, useSurface } from '@siderail/ui';
import { english } from './english.ts';
import { german } from './german.ts';
import { WishesForm } from './wishes-form.tsx';

/** What workflows wrote to the person, and how they want to hear about their own exports. */
export function MyNoticesPage() {
  const { backend, language, locale } = useSurface();
  const texts = language === 'de' ? german : english;
  const { state, reload } = useRequest('mail-wishes', () => backend('get-mail-wishes', { reader: { language, locale } }));
  return (
    <Flex direction="column" gap="md">
      <PageTitle>{texts.title}</PageTitle>
      <MessageList />
      <Text>{texts.intro}</Text>
      {state.status === 'error' ? <ErrorView title={texts.failed} error={state.error} testId="wishes-error" onRetry={reload} /> : null}
      {state.status === 'loading' ? <LoadingSpinner label={texts.loading} layout="centered" /> : null}
      {state.status === 'success' ? <WishesForm stored={state.data} texts={texts} /> : null}
    </Flex>
  );
}
