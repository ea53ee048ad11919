import { Flex, SearchInput, Select, Text, TextArea } from '@hubspot/ui-extensions';
import { latestData, useRequest } from '@siderail/client';
import type { Colleague } from '@siderail/contract';
import { ErrorView, useSurface } from '@siderail/ui';
import { useSettled } from '../../templates/use-settled.ts';
import { useShareTexts } from './use-share-texts.ts';

const TYPING_MS = 300;
const MOST_LETTERS = 300;

export type Chosen = { readonly search: string; readonly colleague: Colleague | null; readonly note: string };
type Props = { readonly chosen: Chosen; readonly onChange: (chosen: Chosen) => void };

/** Who is to get the file, looked for among the people of the account, and a sentence to them. */
export function ChooseColleague({ chosen, onChange }: Props) {
  const texts = useShareTexts();
  const { backend } = useSurface();
  const { search, colleague, note } = chosen;
  const settled = useSettled(search.trim().slice(0, 100), TYPING_MS);
  const { state, reload } = useRequest(`colleagues ${settled}`, () => backend('list-colleagues', { search: settled }));
  const found = latestData(state);
  const people = found?.colleagues ?? [];
  // Whoever was chosen stays in the list when the next search does not find them.
  const listed = colleague === null || people.some(({ userId }) => userId === colleague.userId) ? people : [colleague, ...people];
  return (
    <Flex direction="column" gap="sm">
      <Text>{texts.intro}</Text>
      <SearchInput name="colleague-search" testId="colleague-search" label={texts.search} placeholder={texts.searchHint} value={search} onInput={(text) => onChange({ ...chosen, search: text })} />
      {state.status === 'error' ? <ErrorView title={texts.colleaguesFailed} error={state.error} testId="colleagues-error" onRetry={reload} /> : null}
      {found !== null && people.length === 0 && state.status === 'success' ? <Text testId="no-colleagues">{texts.noColleagues(settled)}</Text> : null}
      <Select
        name="colleague"
        testId="colleague"
        label={texts.colleague}
        placeholder={texts.choose}
        {...(found?.more === true ? { description: texts.moreColleagues } : {})}
        value={colleague?.userId ?? ''}
        options={listed.map((person) => ({ value: person.userId, label: person.name === person.email ? person.email : `${person.name} (${person.email})` }))}
        onChange={(userId) => onChange({ ...chosen, colleague: listed.find((person) => person.userId === String(userId)) ?? null })}
      />
      <TextArea name="share-note" testId="share-note" label={texts.note} value={note} maxLength={MOST_LETTERS} rows={2} onInput={(text) => onChange({ ...chosen, note: text })} />
    </Flex>
  );
}
