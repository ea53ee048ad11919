import { hubspot } from '@hubspot/ui-extensions';
import { ActionFrame } from './components/action-frame.tsx';
import { ExportSelection } from './components/export-selection.tsx';

/**
 * A beta of HubSpot's (platform 2026.09). This folder can be deleted, with the tests named bulk-action: nothing else
 * imports it or needs a change.
 */
hubspot.extend<'crm.bulkActions'>(({ context, actions }) => (
  <ActionFrame context={context} actions={actions}>
    <ExportSelection selected={context.crm} />
  </ActionFrame>
));
