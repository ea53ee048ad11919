import { hubspot } from '@hubspot/ui-extensions';
import { GlanceCard } from './components/glance-card.tsx';

hubspot.extend<'helpdesk.sidebar'>(({ context, actions }) => <GlanceCard context={context} actions={actions} />);
