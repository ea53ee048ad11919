import { Divider, Flex, Text } from '@hubspot/ui-extensions';
import { PageLink, usePageRoute } from '@hubspot/ui-extensions/pages';
import { Fragment, type ReactNode } from 'react';
import { useTexts } from '../texts/use-texts.ts';

/** The sections of the app, in the order of how often people need them. A new section is a line here and in the texts. */
const SECTIONS = [{ path: '/', name: 'exports' }, { path: '/templates', name: 'templates' }, { path: '/approvals', name: 'approvals' }, { path: '/activity', name: 'activity' }, { path: '/connections', name: 'connections' }, { path: '/destinations', name: 'destinations' }, { path: '/usage', name: 'usage' }, { path: '/notices', name: 'notices' }, { path: '/help', name: 'help' }] as const;

/** What all pages have above them: the way to the other sections, the current one in bold. */
export function PageLayout({ children }: { readonly children: ReactNode }) {
  const texts = useTexts();
  const { path } = usePageRoute();
  const current = SECTIONS.find((section) => section.path !== '/' && path.startsWith(section.path))?.path ?? '/';
  return (
    <Flex direction="column" gap="md">
      <Flex direction="row" gap="md" wrap="wrap">
        {SECTIONS.map((section) => (
          <Fragment key={section.path}>
            {section.path === current ? (
              <Text format={{ fontWeight: 'bold' }} testId={`section-${section.name}`}>
                {texts.sections[section.name]}
              </Text>
            ) : (
              <PageLink to={section.path} testId={`section-${section.name}`}>
                {texts.sections[section.name]}
              </PageLink>
            )}
          </Fragment>
        ))}
      </Flex>
      <Divider />
      {children}
    </Flex>
  );
}
