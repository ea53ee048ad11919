import { useCallback, useState } from 'react';
import type { IframeRequest } from '../card/create-actions.ts';
import { IframeModal } from '../card/iframe-modal.tsx';
import type { PageData } from '../page-data.ts';
import { RecordColumn } from './record-column.tsx';
import { RecordSidebar } from './record-sidebar.tsx';
import { RecordTabs } from './record-tabs.tsx';

/** A CRM record page: the record on the left, tabs in the middle, cards and associated records on the right. */
export function RecordPage(props: { data: PageData }) {
  const { data } = props;
  const [iframe, setIframe] = useState<IframeRequest>();
  const openIframe = useCallback((request: IframeRequest) => setIframe(request), []);
  const closeIframe = useCallback(() => {
    setIframe((request) => {
      request?.onClose?.();
      return undefined;
    });
  }, []);
  return (
    <>
      <div className="pt-record">
        <RecordColumn record={data.record} portalId={data.portalId} />
        <main className="pt-middle">
          {!data.isInstalled && (
            <div className="ui-alert is-info" role="status">
              <div>
                <div className="ui-alert-title">{data.appName} is not installed in this portal</div>
                Its cards appear here after the installation. <a href={data.installUrl}>Install {data.appName}</a>
              </div>
            </div>
          )}
          <RecordTabs data={data} openIframe={openIframe} />
        </main>
        <RecordSidebar data={data} openIframe={openIframe} />
      </div>
      {iframe && <IframeModal request={iframe} onClose={closeIframe} />}
    </>
  );
}
