import { createRoot } from 'react-dom/client';
import { AppPage } from './app/app-page.tsx';
import { SettingsPage } from './app/settings-page.tsx';
import type { PageData } from './page-data.ts';
import { BulkPage } from './record/bulk-page.tsx';
import { HelpDeskPage } from './record/help-desk-page.tsx';
import { PreviewPage } from './record/preview-page.tsx';
import { RecordPage } from './record/record-page.tsx';
import { ToastProvider } from './toasts.tsx';
import { useIframeModal } from './use-iframe-modal.tsx';

/** Whatever page the server asked for, and the one dialog its extensions may open. */
function PortalPage({ data }: { data: PageData }) {
  const { openIframe, modal } = useIframeModal();
  return (
    <>
      {drawn(data, openIframe)}
      {modal}
    </>
  );
}

function drawn(data: PageData, openIframe: ReturnType<typeof useIframeModal>['openIframe']) {
  switch (data.kind) {
    case 'record':
      return <RecordPage data={data} openIframe={openIframe} />;
    case 'preview':
      return <PreviewPage data={data} openIframe={openIframe} />;
    case 'helpdesk':
      return <HelpDeskPage data={data} openIframe={openIframe} />;
    case 'bulk':
      return <BulkPage data={data} openIframe={openIframe} />;
    case 'pages':
      return <AppPage data={data} openIframe={openIframe} />;
    case 'settings':
      return <SettingsPage data={data} openIframe={openIframe} />;
  }
  return data satisfies never;
}

const source = document.getElementById('page-data');
const target = document.getElementById('record');
if (source && target) {
  createRoot(target).render(
    <ToastProvider>
      <PortalPage data={JSON.parse(source.textContent ?? '') as PageData} />
    </ToastProvider>,
  );
}
