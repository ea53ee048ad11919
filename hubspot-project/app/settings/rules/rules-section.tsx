import { Button, Flex, Heading, LoadingSpinner, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import type { ListPlacesResponse, PolicyRule } from '@siderail/contract';
import { useTexts } from '../texts/use-texts.ts';
import { describeRule } from './describe-rule.ts';
import { RuleEditor } from './rule-editor.tsx';

/** Whether what rules can be about is known yet. */
export type ChoicesState = 'loading' | 'missing' | 'there';
type Props = { readonly rules: readonly PolicyRule[]; readonly choices: ListPlacesResponse; readonly choicesState: ChoicesState; readonly readOnly: boolean; readonly onChange: (rules: PolicyRule[]) => void };

/** The account's rules as a table, and below it the form for one more. */
export function RulesSection({ rules, choices, choicesState, readOnly, onChange }: Props) {
  const texts = useTexts();
  const { columns } = texts;
  return (
    <Flex direction="column" gap="sm" testId="rules-section">
      <Heading>{texts.rulesTitle}</Heading>
      <Text>{texts.rulesHelp}</Text>
      {rules.length === 0 ? <Text testId="no-rules">{texts.noRules}</Text> : (
        <Table bordered testId="rules">
          <TableHead>
            <TableRow>
              {[columns.about, columns.who, columns.where, columns.effect].map((title) => <TableHeader key={title}>{title}</TableHeader>)}
              {readOnly ? null : <TableHeader width="min">{columns.change}</TableHeader>}
            </TableRow>
          </TableHead>
          <TableBody>
            {rules.map((rule, index) => {
              const { about, who, where, effect } = describeRule(rule, choices, texts);
              return (
                <TableRow key={`${index} ${JSON.stringify(rule)}`}>
                  <TableCell>{about}</TableCell>
                  <TableCell>{who}</TableCell>
                  <TableCell>{where}</TableCell>
                  <TableCell>{effect}</TableCell>
                  {readOnly ? null : (
                    <TableCell width="min">
                      <Button size="xs" variant="transparent" testId={`remove-rule-${index}`} onClick={() => onChange(rules.filter((_, at) => at !== index))}>
                        {texts.removeRule(String(index + 1))}
                      </Button>
                    </TableCell>
                  )}
                </TableRow>
              );
            })}
          </TableBody>
        </Table>
      )}
      {choices.places.filter(({ problem }) => problem !== null).map(({ connection, title, problem }) => (
        <Text key={connection} variant="microcopy">{texts.placeProblem(title, problem ?? '')}</Text>
      ))}
      {readOnly || choicesState !== 'loading' ? null : <LoadingSpinner label={texts.choicesLoading} showLabel testId="choices-loading" />}
      {readOnly || choicesState !== 'there' || choices.people.length > 0 ? null : <Text variant="microcopy" testId="no-people">{texts.peopleMissing}</Text>}
      {readOnly ? null : <RuleEditor choices={choices} rules={rules} onAdd={(rule) => onChange([...rules, rule])} />}
    </Flex>
  );
}
