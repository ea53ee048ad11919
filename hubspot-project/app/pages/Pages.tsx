import { hubspot } from '@hubspot/ui-extensions';
import { createPageRouter, PageRoutes } from '@hubspot/ui-extensions/pages';
import { ConnectionsPage } from './connections/connections-page.tsx';
import { DestinationsPage } from './destinations/destinations-page.tsx';
import { ActivityPage } from './activity/activity-page.tsx';
import { ApprovalsPage } from './approvals/approvals-page.tsx';
import { ExportPage } from './exports/export-page.tsx';
import { ExportsPage } from './exports/exports-page.tsx';
import { MyNoticesPage } from './notices/my-notices-page.tsx';
import { HelpPage } from './help/help-page.tsx';
import { TemplatesPage } from './templates/templates-page.tsx';
import { UsagePage } from './usage/usage-page.tsx';
import { PageFrame } from './components/page-frame.tsx';
import { PageLayout } from './components/page-layout.tsx';
import { NoSuchPage } from './components/no-such-page.tsx';

/** Every page of the app and its address. A new page is its component and a line here. */
const PageRouter = createPageRouter(
  <PageRoutes layoutComponent={PageLayout}>
    <PageRoutes.IndexRoute component={ExportsPage} />
    <PageRoutes.Route path="/exports/:id" component={ExportPage} />
    <PageRoutes.Route path="/templates" component={TemplatesPage} />
    <PageRoutes.Route path="/connections" component={ConnectionsPage} />
    <PageRoutes.Route path="/destinations" component={DestinationsPage} />
    <PageRoutes.Route path="/usage" component={UsagePage} />
    <PageRoutes.Route path="/notices" component={MyNoticesPage} />
    <PageRoutes.Route path="/help" component={HelpPage} />
    <PageRoutes.Route path="/approvals" component={ApprovalsPage} />
    <PageRoutes.Route path="/activity" component={ActivityPage} />
    <PageRoutes.AnyRoute component={NoSuchPage} />
  </PageRoutes>,
);

hubspot.extend<'pages'>(({ context, actions }) => (
  <PageFrame context={context} actions={actions}>
    <PageRouter />
  </PageFrame>
));
