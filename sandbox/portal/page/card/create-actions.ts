import { retain } from '@remote-ui/rpc';
import { isPermittedUrl } from '../../is-permitted-url.ts';
import type { HostData, RecordOnPage } from '../page-data.ts';
import { postJson } from '../post-json.ts';
import type { Toast } from '../toasts.tsx';
import type { OverlayRegistry } from './overlay-registry.ts';
import { sandboxJournal } from './sandbox-journal.ts';

export interface IframeRequest {
  uri: string;
  width: number;
  height: number;
  title?: string;
  flush?: boolean;
  onClose?: (() => void) | undefined;
}

interface Host {
  card: string;
  data: HostData;
  /** Absent on the app's pages and its settings page, which belong to no record. */
  record: RecordOnPage | undefined;
  navigate(to: string, params?: Record<string, string>): void;
  overlays: OverlayRegistry;
  showToast(toast: Toast): void;
  openIframe(request: IframeRequest): void;
}

/** The actions HubSpot gives an extension, more of them on a record. They stay callable for the card's whole life. */
export function createActions(host: Host): Record<string, (...args: never[]) => unknown> {
  return { ...platformActions(host), ...(host.record ? recordActions(host.record) : {}) };
}

function recordActions(record: RecordOnPage) {
  async function readProperties(names: string[] | '*') {
    const reply = await postJson<{ properties: Record<string, string> }>('/portal/crm/properties', {
      objectTypeId: record.objectTypeId,
      objectId: record.id,
      names,
    });
    return reply.properties;
  }

  return {
    fetchCrmObjectProperties: readProperties,
    refreshObjectProperties: () => undefined,
    // The portal's page has no fields to edit, so there is never an update to tell of.
    onCrmPropertiesUpdate: () => undefined,
  };
}

function platformActions(host: Host) {
  return {
    addAlert(alert: Partial<Toast> & { message: string }): void {
      const toast = { type: alert.type ?? 'info', title: alert.title, message: alert.message };
      sandboxJournal.alerts.push({ card: host.card, ...toast });
      host.showToast(toast);
    },
    async copyTextToClipboard(text: string): Promise<void> {
      if (!navigator.userActivation.isActive) throw new Error('copyTextToClipboard needs a click of the person');
      sandboxJournal.clipboard.push(text);
      // A headless browser may refuse the real clipboard; the journal holds the text either way.
      await navigator.clipboard.writeText(text).catch(() => undefined);
    },
    closeOverlay: (id: string) => host.overlays.close(id),
    reloadPage: () => location.reload(),
    navigateToPage(target: { to: string; params?: Record<string, string> }): void {
      host.navigate(target.to, target.params);
    },
    openIframeModal(request: IframeRequest, onClose?: () => void): void {
      if (!isPermittedUrl(request.uri, host.data.permittedIframeUrls)) {
        throw new Error(`openIframeModal: ${request.uri} is not in permittedUrls.iframe`);
      }
      if (onClose) retain(onClose);
      host.openIframe({ ...request, onClose });
    },
  };
}
