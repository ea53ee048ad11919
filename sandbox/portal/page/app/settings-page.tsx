import { CardView } from '../card/card-view.tsx';
import type { IframeRequest } from '../card/create-actions.ts';
import type { AppData } from '../page-data.ts';

/** Connected apps > the app > Settings. */
export function SettingsPage(props: { data: AppData; openIframe(request: IframeRequest): void }) {
  const { data } = props;
  return (
    <main className="pt-app" data-card={data.extension.uid}>
      <nav className="pt-app-crumbs" aria-label="Breadcrumb">
        <a href="/">Connected apps</a> / <span aria-current="page">{data.appName}</span>
      </nav>
      <header className="pt-app-head">
        <h1>{data.appName} settings</h1>
      </header>
      <section className="pt-box">
        <CardView card={data.extension} data={data} openIframe={props.openIframe} />
      </section>
    </main>
  );
}
