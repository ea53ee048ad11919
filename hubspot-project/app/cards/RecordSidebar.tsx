import { hubspot } from '@hubspot/ui-extensions';
import { SidebarCard } from './components/sidebar-card.tsx';

hubspot.extend<'crm.record.sidebar'>(({ context, actions }) => <SidebarCard context={context} actions={actions} />);
