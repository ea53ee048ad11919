import { Button, Flex, MultiSelect, Panel, PanelBody, PanelFooter, PanelSection, Select, Text } from '@hubspot/ui-extensions';
import type { JoinedTables } from '@siderail/contract';
import { useCard } from '../hooks/use-card.ts';
import { useJoinedDraft } from '../hooks/use-joined-draft.ts';
import type { JoinableTable } from '../joined/joinable-tables.ts';
import { useTexts } from '../texts/use-texts.ts';
import { JoinedFields } from './joined-fields.tsx';

const PANEL_ID = 'joined-panel';
/** The backend takes no more. */
const MOST = 9;

type Props = {
  readonly joined: JoinedTables | null;
  readonly offered: readonly JoinableTable[];
  readonly onChange: (joined: JoinedTables | null) => void;
};

/** The button and panel to say which other tables go into the same file. Nothing to offer: nothing is there. */
export function JoinedPanel(props: Props) {
  const texts = useTexts();
  if (props.offered.length === 0) return null;
  return (
    <Button size="sm" variant="secondary" testId="open-joined" overlay={<JoinedEditor {...props} />}>
      {texts.joinedWithCount(props.joined?.tables.length ?? 0)}
    </Button>
  );
}

function JoinedEditor({ joined, offered, onChange }: Props) {
  const texts = useTexts();
  const { closeOverlay } = useCard();
  const draft = useJoinedDraft(joined, offered);

  function finish() {
    const finished = draft.finish();
    if (finished !== null) apply(finished.joined);
  }

  function apply(chosen: JoinedTables | null) {
    closeOverlay(PANEL_ID);
    onChange(chosen);
  }

  return (
    <Panel id={PANEL_ID} testId={PANEL_ID} title={texts.joinedTitle} aria-label={texts.joinedTitle} width="sm" onOpen={draft.reset}>
      <PanelBody>
        <PanelSection>
          <Flex direction="column" gap="md">
            <Text>{texts.joinedHint}</Text>
            <MultiSelect
              label={texts.joinedTables}
              name="joined-tables"
              testId="joined-tables"
              value={draft.chosen.map(({ id }) => id)}
              options={offered.map(({ id, label }) => ({ label, value: id }))}
              onChange={(ids) => draft.choose(ids.slice(0, MOST).map(String))}
            />
            {draft.mayBeFlat ? (
              <Select
                label={texts.joinedLayout}
                name="joined-layout"
                testId="joined-layout"
                value={draft.layout}
                options={[{ label: texts.layoutSheets, value: 'sheets' }, { label: texts.layoutFlat, value: 'flat' }]}
                onChange={(layout) => draft.setLayout(layout === 'flat' ? 'flat' : 'sheets')}
              />
            ) : null}
            {draft.chosen.map((table) => (
              <JoinedFields key={table.id} table={table} draft={draft} />
            ))}
          </Flex>
        </PanelSection>
      </PanelBody>
      <PanelFooter>
        <Flex gap="sm">
          <Button variant="primary" testId="apply-joined" disabled={draft.chosen.some((table) => draft.columnsOf(table).length === 0)} onClick={finish}>
            {texts.applyJoined}
          </Button>
          <Button variant="secondary" testId="clear-joined" onClick={() => apply(null)}>
            {texts.clearJoined}
          </Button>
        </Flex>
      </PanelFooter>
    </Panel>
  );
}
