import type { IframeRequest } from '../card/create-actions.ts';
import type { RecordData } from '../page-data.ts';
import { InstallHint } from './install-hint.tsx';
import { SidebarCard } from './record-sidebar.tsx';

/** The help desk: a ticket's conversation in the middle, its sidebar with the app's help desk cards on the right. */
export function HelpDeskPage(props: { data: RecordData; openIframe(request: IframeRequest): void }) {
  const { data } = props;
  const { record } = data;
  const cards = data.isInstalled ? data.cards.filter((card) => card.location === 'helpdesk.sidebar') : [];
  return (
    <div className="pt-helpdesk">
      <main className="pt-middle">
        <InstallHint data={data} />
        <section className="pt-box">
          <h1>{record.name}</h1>
          <p className="pt-muted">{record.subtitle}</p>
          <p className="pt-muted">The conversation of this ticket would be here.</p>
        </section>
      </main>
      <aside className="pt-right" aria-label="Sidebar">
        {cards.map((card) => (
          <SidebarCard key={card.uid} card={card} data={data} openIframe={props.openIframe} />
        ))}
      </aside>
    </div>
  );
}
