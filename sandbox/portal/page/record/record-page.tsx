import type { IframeRequest } from '../card/create-actions.ts';
import type { RecordData } from '../page-data.ts';
import { InstallHint } from './install-hint.tsx';
import { RecordColumn } from './record-column.tsx';
import { RecordSidebar } from './record-sidebar.tsx';
import { RecordTabs } from './record-tabs.tsx';

/** A CRM record page: the record on the left, tabs in the middle, cards and associated records on the right. */
export function RecordPage(props: { data: RecordData; openIframe(request: IframeRequest): void }) {
  const { data, openIframe } = props;
  return (
    <div className="pt-record">
      <RecordColumn record={data.record} portalId={data.portalId} />
      <main className="pt-middle">
        <InstallHint data={data} />
        <RecordTabs data={data} openIframe={openIframe} />
      </main>
      <RecordSidebar data={data} openIframe={openIframe} />
    </div>
  );
}
