import { Alert, Text } from '@hubspot/ui-extensions';
import type { SourceProblem } from '@siderail/contract';
import { useSentence } from '@siderail/ui';
import { useTexts } from '../texts/use-texts.ts';

/** Says which connections could not list their tables, so that nobody takes "missing" for "there is none". */
export function SourceProblems({ problems }: { readonly problems: readonly SourceProblem[] }) {
  const texts = useTexts();
  const sentence = useSentence();
  return (
    <>
      {problems.map(({ sourceTitle, message, fix }, at) => (
        <Alert key={`${at} ${sourceTitle}`} variant="warning" title={texts.problem(sourceTitle)} testId={testIdOf(problems, at)}>
          <Text>{`${sentence(message)} ${texts.whatToDo(sentence(fix))}`}</Text>
        </Alert>
      ))}
    </>
  );
}

/** Two systems may have one name, and an id is used once. */
function testIdOf(problems: readonly SourceProblem[], at: number): string {
  const title = problems[at]?.sourceTitle ?? '';
  return problems.findIndex(({ sourceTitle }) => sourceTitle === title) === at ? `problem-${title}` : `problem-${title}-${at}`;
}
