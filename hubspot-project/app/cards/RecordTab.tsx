import { hubspot } from '@hubspot/ui-extensions';
import { TabCard } from './components/tab-card.tsx';

hubspot.extend<'crm.record.tab'>(({ context, actions }) => <TabCard context={context} actions={actions} />);
