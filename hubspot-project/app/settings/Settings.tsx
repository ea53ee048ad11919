import { hubspot } from '@hubspot/ui-extensions';
import { SettingsFrame } from './components/settings-frame.tsx';
import { SettingsPage } from './components/settings-page.tsx';

hubspot.extend<'settings'>(({ context, actions }) => (
  <SettingsFrame context={context} actions={actions}>
    <SettingsPage />
  </SettingsFrame>
));
