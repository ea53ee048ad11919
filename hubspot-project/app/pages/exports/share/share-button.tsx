import { Button, Flex, LoadingButton, Panel, PanelBody, PanelFooter, PanelSection } from '@hubspot/ui-extensions';
import type { Job } from '@siderail/contract';
import { ErrorView, useSurface } from '@siderail/ui';
import { useState } from 'react';
import { ChooseColleague } from './choose-colleague.tsx';
import type { Chosen } from './choose-colleague.tsx';
import { SharedWith } from './shared-with.tsx';
import { useShares } from './use-shares.ts';
import { useShareTexts } from './use-share-texts.ts';

type Props = { readonly job: Extract<Job, { state: 'ready' }> };

const NOTHING: Chosen = { search: '', colleague: null, note: '' };

/** The button and panel to give a colleague a finished file, and to see and end what was given. */
export function ShareButton({ job }: Props) {
  const texts = useShareTexts();
  return (
    <Button size="xs" variant="secondary" testId={`share-${job.id}`} overlay={<SharePanel job={job} />}>
      {texts.share}
    </Button>
  );
}

function SharePanel({ job }: Props) {
  const texts = useShareTexts();
  const { addAlert, closeOverlay } = useSurface();
  const id = `share-panel-${job.id}`;
  // Many files are on the page; only the open panel asks the backend anything.
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<Chosen>(NOTHING);
  const shares = useShares(job.id, open);
  const { colleague, note } = chosen;

  async function share() {
    if (colleague === null) return;
    const made = await shares.share(colleague.userId, note.trim());
    if (made === null) return;
    setChosen(NOTHING);
    addAlert('success', texts.sharedAlert, made.mail === 'suppressed' ? texts.sharedNoMail(colleague.name) : texts.sharedMore(colleague.name));
  }

  return (
    <Panel id={id} testId={id} title={texts.panelTitle(job.title)} width="sm" onOpen={() => setOpen(true)} onClose={() => setOpen(false)}>
      <PanelBody>
        <PanelSection>{open ? <ChooseColleague chosen={chosen} onChange={setChosen} /> : null}</PanelSection>
        {shares.problem === null ? null : (
          <PanelSection>
            <ErrorView title={shares.problem.of === 'share' ? texts.shareFailed : texts.stopFailed} error={shares.problem.error} testId="share-error" />
          </PanelSection>
        )}
        <PanelSection>{open ? <SharedWith shares={shares} /> : null}</PanelSection>
      </PanelBody>
      <PanelFooter>
        <Flex gap="sm">
          <LoadingButton variant="primary" testId={`share-now-${job.id}`} loading={shares.busy} disabled={colleague === null} onClick={() => void share()}>
            {texts.share}
          </LoadingButton>
          <Button variant="secondary" testId={`share-close-${job.id}`} onClick={() => closeOverlay(id)}>
            {texts.close}
          </Button>
        </Flex>
      </PanelFooter>
    </Panel>
  );
}
