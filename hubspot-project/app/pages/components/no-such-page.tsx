import { EmptyState, Text } from '@hubspot/ui-extensions';
import { PageLink, PageTitle } from '@hubspot/ui-extensions/pages';
import { useTexts } from '../texts/use-texts.ts';

/** An address that leads nowhere, mostly an old or mistyped link, and the way back. */
export function NoSuchPage() {
  const texts = useTexts();
  return (
    <>
      <PageTitle>{texts.noSuchPage}</PageTitle>
      <EmptyState title={texts.noSuchPage} layout="vertical">
        <Text>{texts.noSuchPageFix}</Text>
        <PageLink to="/">{texts.toMyExports}</PageLink>
      </EmptyState>
    </>
  );
}
