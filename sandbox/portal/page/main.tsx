import { createRoot } from 'react-dom/client';
import type { PageData } from './page-data.ts';
import { RecordPage } from './record/record-page.tsx';
import { ToastProvider } from './toasts.tsx';

const source = document.getElementById('page-data');
const target = document.getElementById('record');
if (source && target) {
  const data = JSON.parse(source.textContent ?? '') as PageData;
  createRoot(target).render(
    <ToastProvider>
      <RecordPage data={data} />
    </ToastProvider>,
  );
}
