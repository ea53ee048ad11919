import { useCallback, useState, type ReactNode } from 'react';
import type { IframeRequest } from './card/create-actions.ts';
import { IframeModal } from './card/iframe-modal.tsx';

/** The one iframe dialog of a page, and how its extensions open it. */
export function useIframeModal(): { openIframe(request: IframeRequest): void; modal: ReactNode } {
  const [iframe, setIframe] = useState<IframeRequest>();
  const openIframe = useCallback((request: IframeRequest) => setIframe(request), []);
  const closeIframe = useCallback(() => {
    setIframe((request) => {
      request?.onClose?.();
      return undefined;
    });
  }, []);
  return { openIframe, modal: iframe && <IframeModal request={iframe} onClose={closeIframe} /> };
}
