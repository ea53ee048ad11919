import { Flex, Heading, Link, LoadingSpinner, StatusTag, Text, Tile } from '@hubspot/ui-extensions';
import { PageLink, PageTitle } from '@hubspot/ui-extensions/pages';
import { latestData, useRequest } from '@siderail/client';
import type { SetupStep } from '@siderail/contract';
import { ErrorView, TitleLine, useSurface } from '@siderail/ui';
import { english } from './english.ts';
import { german } from './german.ts';

const TAGS = { done: 'success', open: 'info', broken: 'warning', optional: 'default', notNeeded: 'default' } as const;

function useHelpTexts(): typeof english {
  return useSurface().language === 'de' ? german : english;
}

/** What is set up and what is missing, and how to get help. */
export function HelpPage() {
  const texts = useHelpTexts();
  const { backend } = useSurface();
  const { state, reload } = useRequest('setup', () => backend('get-setup', {}));
  const setup = latestData(state);
  return (
    <Flex direction="column" gap="md">
      <PageTitle>{texts.title}</PageTitle>
      <Heading>{texts.setup}</Heading>
      {state.status === 'error' ? <ErrorView title={texts.failed} error={state.error} testId="setup-error" onRetry={reload} /> : null}
      {setup === null && state.status === 'loading' ? <LoadingSpinner label={texts.loading} layout="centered" /> : null}
      {setup === null ? null : setup.steps.map((step) => <Step key={step.name} step={step} />)}
      {setup === null || setup.admin ? null : <Text variant="microcopy">{texts.askAdmin}</Text>}
      <Heading>{texts.support}</Heading>
      <Text>{texts.code}</Text>
      <Text>{texts.privacy}</Text>
      <Heading>{texts.links}</Heading>
      <Flex direction="row" gap="md">
        <PageLink to="/">{texts.toExports}</PageLink>
        <PageLink to="/usage">{texts.toUsage}</PageLink>
      </Flex>
    </Flex>
  );
}

function Step({ step }: { readonly step: SetupStep }) {
  const texts = useHelpTexts();
  const words = texts.steps[step.name];
  const shown = shownAs(step);
  return (
    <Tile compact testId={`step-${step.name}`}>
      <Flex direction="column" gap="xs">
        <TitleLine title={<Text format={{ fontWeight: 'bold' }}>{words.title}</Text>}>
          <StatusTag variant={TAGS[shown]}>{texts.states[shown]}</StatusTag>
        </TitleLine>
        <Text>{[words[step.state], step.details.map((detail) => texts.means[detail] ?? detail).join(', ')].join(' ').trim()}</Text>
        {step.link === null ? null : <Link href={{ url: step.link, external: true }}>{texts.reconnect}</Link>}
        {step.name === 'connection' && step.state !== 'done' ? <PageLink to="/connections">{texts.toConnections}</PageLink> : null}
      </Flex>
    </Tile>
  );
}

/** What is open is not always for a person to do. */
function shownAs({ name, state }: SetupStep): keyof typeof TAGS {
  if (state !== 'open') return state;
  if (name === 'connection' || name === 'scopes') return 'optional';
  return name === 'mail' ? 'notNeeded' : 'open';
}
