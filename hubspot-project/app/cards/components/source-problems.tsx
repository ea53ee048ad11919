import { Alert, Text } from '@hubspot/ui-extensions';
import type { SourceProblem } from '@siderail/contract';
import { texts } from '../texts.ts';

/** Says which connections could not list their tables, so that nobody takes "missing" for "there is none". */
export function SourceProblems({ problems }: { readonly problems: readonly SourceProblem[] }) {
  return (
    <>
      {problems.map(({ sourceTitle, message, fix }) => (
        <Alert key={sourceTitle} variant="warning" title={texts.problem(sourceTitle)} testId={`problem-${sourceTitle}`}>
          <Text>{`${message} ${texts.whatToDo(fix)}`}</Text>
        </Alert>
      ))}
    </>
  );
}
