import { useCallback, useEffect, useMemo, useState } from 'react';
import { CardView } from '../card/card-view.tsx';
import type { IframeRequest } from '../card/create-actions.ts';
import type { AppData } from '../page-data.ts';
import { AppPageContext, type AppPageScope } from './app-page-context.ts';
import { pageAddress, readPageLocation } from './page-address.ts';

/** The app's own pages: HubSpot's frame with title, crumbs and actions, and below it what the app draws. */
export function AppPage(props: { data: AppData; openIframe(request: IframeRequest): void }) {
  const { data } = props;
  const [place, setPlace] = useState(() => readPageLocation(data, window.location));
  const [title, setTitle] = useState<HTMLElement | null>(null);
  const [crumbs, setCrumbs] = useState<HTMLElement | null>(null);
  const [actions, setActions] = useState<HTMLElement | null>(null);

  useEffect(() => {
    const follow = () => setPlace(readPageLocation(data, window.location));
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, [data]);

  const navigate = useCallback(
    (to: string, params?: Record<string, string>) => {
      history.pushState(null, '', pageAddress(data, to, params));
      setPlace(readPageLocation(data, window.location));
      window.scrollTo(0, 0);
    },
    [data],
  );
  const scope = useMemo<AppPageScope>(
    () => ({ addressOf: (to, params) => pageAddress(data, to, params), navigate, slots: { title, crumbs, actions } }),
    [actions, crumbs, data, navigate, title],
  );

  return (
    <main className="pt-app" data-card={data.extension.uid}>
      <div className="pt-app-crumbs" ref={setCrumbs} />
      <header className="pt-app-head">
        <div ref={setTitle} />
        <div className="pt-app-actions" ref={setActions} />
      </header>
      <AppPageContext.Provider value={scope}>
        <CardView card={data.extension} data={data} pageLocation={place} navigate={navigate} openIframe={props.openIframe} />
      </AppPageContext.Provider>
    </main>
  );
}
