import { useEffect, useMemo, useRef, useState } from 'react';
import { RemoteRenderer } from '@remote-ui/react/host';
import type { PageApi } from '../../worker/worker-protocol.ts';
import { pageAddress } from '../app/page-address.ts';
import type { BulkData, CardOnPage, HostData, PageLocation, RecordOnPage } from '../page-data.ts';
import { postJson } from '../post-json.ts';
import { useToast } from '../toasts.tsx';
import { CardContext, type CardScope } from './card-context.ts';
import { createActions, type IframeRequest } from './create-actions.ts';
import { createHostController } from './create-host-controller.tsx';
import { createOverlayRegistry } from './overlay-registry.ts';
import { sandboxJournal } from './sandbox-journal.ts';
import { startCard, type StartedCard } from './start-card.ts';

const controller = createHostController();

type Run = { state: 'loading' } | { state: 'running'; card: StartedCard } | { state: 'failed'; message: string };

interface Props {
  card: CardOnPage;
  data: HostData;
  /** The record the card stands on; the app's pages and its settings page stand on none. */
  record?: RecordOnPage;
  /** Only for an action on a list: what is selected there. */
  selection?: BulkData['selection'];
  /** Only for the app's pages: where the person is, and how they go elsewhere without leaving the page. */
  pageLocation?: PageLocation;
  navigate?(to: string, params?: Record<string, string>): void;
  openIframe(request: IframeRequest): void;
}

/** One extension on the page: its worker lives as long as this component. */
export function CardView(props: Props) {
  const { card, data, record, selection, pageLocation, openIframe } = props;
  const navigate = props.navigate ?? ((to, params) => window.location.assign(pageAddress(data, to, params)));
  // The worker outlives a step to another page, so it must not be started anew for it.
  const newest = useRef({ navigate, pageLocation });
  newest.current = { navigate, pageLocation };
  const showToast = useToast();
  const [run, setRun] = useState<Run>({ state: 'loading' });
  const scope = useMemo(() => createScope(card.uid), [card.uid]);

  useEffect(() => {
    const { bundle } = card;
    if ('error' in bundle) return setRun({ state: 'failed', message: bundle.error });
    sandboxJournal.cards[card.uid] = 'loading';
    const actions = createActions({
      card: card.uid, data, record, overlays: scope.overlays, showToast, openIframe,
      navigate: (to, params) => newest.current.navigate(to, params),
    });
    const started = startCard({
      workerUrl: bundle.workerUrl,
      bundleUrl: bundle.url,
      api: { context: createContext(card, data, record, selection), actions },
      pageApi: createPageApi(card, data, record, scope),
      componentNames: data.componentNames,
      pageLocation: newest.current.pageLocation,
    });
    setRun({ state: 'running', card: started });
    started.ready.then(
      () => (sandboxJournal.cards[card.uid] = 'rendered'),
      (error: unknown) => {
        sandboxJournal.cards[card.uid] = 'failed';
        scope.reportError('load', error);
        setRun({ state: 'failed', message: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => started.stop();
  }, [card, data, openIframe, record, scope, selection, showToast]);

  useEffect(() => {
    if (run.state === 'running' && pageLocation) run.card.setPageLocation(pageLocation);
  }, [pageLocation, run]);

  if (run.state === 'loading') return <div className="ui-loading is-centered" />;
  if (run.state === 'failed') {
    return (
      <div className="ui-alert is-danger" role="alert">
        <div>
          <div className="ui-alert-title">This card could not be started</div>
          <pre className="pt-card-error">{run.message}</pre>
        </div>
      </div>
    );
  }
  return (
    <CardContext.Provider value={scope}>
      <div className="pt-card-body">
        <RemoteRenderer receiver={run.card.receiver} controller={controller} />
      </div>
    </CardContext.Provider>
  );
}

function createScope(uid: string): CardScope {
  return {
    overlays: createOverlayRegistry(),
    isHostUrl: (url) => url.startsWith('/') || url.startsWith(`${location.origin}/`),
    reportError(kind, error) {
      const message = error instanceof Error ? error.message : String(error);
      console.error(`[card ${uid}] ${kind}: ${message}`);
      sandboxJournal.errors.push({ card: uid, kind, message });
    },
  };
}

function createContext(card: CardOnPage, data: HostData, record: RecordOnPage | undefined, selection: BulkData['selection'] | undefined): Record<string, unknown> {
  const { user } = data;
  return {
    location: card.location,
    ...(selection && { crm: selection }),
    ...(record && { crm: { objectId: Number(record.id), objectTypeId: record.objectTypeId } }),
    user: {
      id: user.userId,
      email: user.email,
      emails: [user.email],
      firstName: user.firstName,
      lastName: user.lastName,
      roles: [],
      teams: [],
      locale: user.locale ?? 'en-gb',
      language: user.language ?? 'en',
      permissions: user.isAdmin ? ['integrations-management-write'] : [],
    },
    portal: { id: data.portalId, timezone: data.timeZone },
    variables: data.variables,
    extension: { appId: data.appId, appName: data.appName, cardTitle: card.name },
  };
}

function createPageApi(card: CardOnPage, data: HostData, record: RecordOnPage | undefined, scope: CardScope): PageApi {
  function ofRecord(hook: string) {
    if (!record) throw new Error(`${hook} works only in a card on a record`);
    return { objectTypeId: record.objectTypeId, objectId: record.id };
  }
  return {
    hsFetch: (request) => postJson('/portal/fetch', { ...request, userId: data.user.userId, portalId: data.portalId }),
    async fetchCrmProperties(names) {
      const reply = await postJson<{ properties: Record<string, string> }>('/portal/crm/properties', { ...ofRecord('useCrmProperties'), names });
      return { data: reply.properties };
    },
    async fetchAssociations(request) {
      return { data: await postJson('/portal/crm/associations', { ...ofRecord('useAssociations'), request }) };
    },
    log(level, message) {
      sandboxJournal.logs.push({ card: card.uid, level, data: message });
      console.info(`[card ${card.uid}] ${level}: ${message}`);
    },
    reportError: (error) => scope.reportError(error.kind, error.message),
  };
}
