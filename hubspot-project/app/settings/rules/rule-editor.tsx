import { AutoGrid, Button, Flex, Heading, Input, Select, Text, Tile } from '@hubspot/ui-extensions';
import type { ListPlacesResponse, PolicyRule } from '@siderail/contract';
import { useSurface } from '@siderail/ui';
import { useState } from 'react';
import { MOST } from '../components/settings-draft.ts';
import { useTexts } from '../texts/use-texts.ts';
import { EFFECTS, EMPTY_RULE, newRule, type RuleDraft } from './new-rule.ts';

type Props = { readonly choices: ListPlacesResponse; readonly rules: readonly PolicyRule[]; readonly onAdd: (rule: PolicyRule) => void };

const KINDS = ['view', 'export', 'column'] as const;
const SCOPES = ['any', 'record', 'portal'] as const;

/** One rule by choosing from lists: what, for whom, which table, with what result. */
export function RuleEditor({ choices, rules, onAdd }: Props) {
  const texts = useTexts();
  const { format } = useSurface();
  const [draft, setDraft] = useState<RuleDraft>(EMPTY_RULE);
  const change = (part: Partial<RuleDraft>) => setDraft({ ...draft, ...part });
  const { places, people, teams } = choices;
  const who = [
    { value: 'everybody', label: texts.everybody },
    ...teams.map(({ teamId, name }) => ({ value: `team:${teamId}`, label: texts.team(name) })),
    ...people.map(({ userId, name, email }) => ({ value: `user:${userId}`, label: name === email ? email : `${name} (${email})` })),
  ];
  const where = [
    { value: 'any', label: texts.anyTable },
    ...places.flatMap(({ connection, title, tables }) => [
      { value: connection, label: texts.anyTableOf(title) },
      ...tables.map((table) => ({ value: `${connection}:${table.table}`, label: `${table.title} · ${title}` })),
    ]),
  ];
  const columns = places.flatMap(({ connection, tables }) => tables.filter(({ table }) => `${connection}:${table}` === draft.where)).flatMap((table) => table.columns);
  const rule = newRule(draft, choices);
  const full = rules.length >= MOST.rules;
  const twice = rule !== null && rules.some((one) => sameRule(one, rule));
  return (
    <Tile compact>
      <Flex direction="column" gap="sm" testId="new-rule">
        <Heading>{texts.newRule}</Heading>
        <AutoGrid columnWidth={220} gap="sm" flexible>
          <Select name="rule-about" testId="rule-about" label={texts.fieldAbout} value={draft.about} options={KINDS.map((value) => ({ value, label: texts.about[value] }))}
            onChange={(value) => {
              const about = KINDS.find((kind) => kind === value) ?? 'export';
              change({ about, effect: EFFECTS[about][0] });
            }} />
          <Select name="rule-who" testId="rule-who" label={texts.fieldWho} value={draft.who} options={who} onChange={(value) => change({ who: String(value) })} />
          <Select name="rule-where" testId="rule-where" label={texts.fieldWhere} value={draft.where} options={where} onChange={(value) => change({ where: String(value), column: '' })} />
          <Select name="rule-scope" testId="rule-scope" label={texts.fieldScope} value={draft.scope} options={SCOPES.map((value) => ({ value, label: texts.scopes[value] }))}
            onChange={(value) => change({ scope: SCOPES.find((scope) => scope === value) ?? 'any' })} />
          {draft.about !== 'column' ? null : columns.length > 0 ? (
            <Select name="rule-column" testId="rule-column" label={texts.fieldColumn} value={draft.column} options={columns.map(({ key, title }) => ({ value: key, label: title }))} onChange={(value) => change({ column: String(value) })} />
          ) : (
            <Input name="rule-column" testId="rule-column" label={texts.fieldColumn} description={texts.fieldColumnHelp} required value={draft.column} onInput={(column) => change({ column })} />
          )}
          <Select name="rule-effect" testId="rule-effect" label={texts.fieldEffect} value={draft.effect} options={EFFECTS[draft.about].map((value) => ({ value, label: texts.effects[value] }))}
            onChange={(value) => change({ effect: EFFECTS[draft.about].find((effect) => effect === value) ?? EFFECTS[draft.about][0] })} />
        </AutoGrid>
        {draft.effect === 'own' ? <Text variant="microcopy">{texts.ownHelp}</Text> : null}
        {full ? <Text variant="microcopy">{texts.tooMany(format.number(MOST.rules))}</Text> : null}
        {twice ? <Text variant="microcopy" testId="rule-twice">{texts.ruleTwice}</Text> : null}
        <Flex>
          <Button size="sm" variant="secondary" disabled={rule === null || full || twice} testId="add-rule"
            onClick={() => {
              if (rule === null) return;
              onAdd(rule);
              setDraft(EMPTY_RULE);
            }}>
            {texts.addRule}
          </Button>
        </Flex>
      </Flex>
    </Tile>
  );
}

/** Names are for reading; who a rule is about is said by ids. */
function sameRule(one: PolicyRule, other: PolicyRule): boolean {
  const text = ({ who, ...rule }: PolicyRule): string => JSON.stringify([who.kind === 'user' ? who.userId : who.kind === 'team' ? who.teamId : '', who.kind, rule.about, rule.connection, rule.table, rule.scope, 'column' in rule ? rule.column : null, rule.effect]);
  return text(one) === text(other);
}
