import { useEffect } from 'react';
import type { IframeRequest } from './create-actions.ts';

/** `actions.openIframeModal`: closed by its button or by the page inside, with a DONE or CANCEL message. */
export function IframeModal(props: { request: IframeRequest; onClose(): void }) {
  const { request, onClose } = props;
  useEffect(() => {
    function onMessage(event: MessageEvent): void {
      if (event.origin !== new URL(request.uri).origin || typeof event.data !== 'string') return;
      if (/"action":\s*"(DONE|CANCEL)"/.test(event.data)) onClose();
    }
    addEventListener('message', onMessage);
    return () => removeEventListener('message', onMessage);
  }, [request, onClose]);
  return (
    <div className="ui-backdrop">
      <div className="ui-modal" role="dialog" aria-modal="true" aria-label={request.title ?? 'Window'} style={{ width: request.width, maxWidth: '95vw' }}>
        <header className="ui-dialog-header">
          <h2>{request.title}</h2>
          <button type="button" className="ui-dialog-close" aria-label="Close" onClick={onClose}>
            ✕
          </button>
        </header>
        <iframe src={request.uri} title={request.title ?? 'Window'} style={{ border: 0, width: '100%', height: request.height }} />
      </div>
    </div>
  );
}
