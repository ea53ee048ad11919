import type { IframeRequest } from '../card/create-actions.ts';
import type { RecordData } from '../page-data.ts';
import { InstallHint } from './install-hint.tsx';
import { SidebarCard } from './record-sidebar.tsx';

/** What HubSpot opens beside a list when somebody clicks Preview: a narrow panel with the record and the app's preview cards. */
export function PreviewPage(props: { data: RecordData; openIframe(request: IframeRequest): void }) {
  const { data } = props;
  const { record } = data;
  const cards = data.isInstalled ? data.cards.filter((card) => card.location === 'crm.preview') : [];
  return (
    <aside className="pt-preview" aria-label={`Preview of ${record.name}`}>
      <header className="pt-preview-head">
        <h1>{record.name}</h1>
        <p className="pt-muted">{record.subtitle}</p>
        <a href={`/contacts/${data.portalId}/record/${record.objectTypeId}/${record.id}`}>View record</a>
      </header>
      <InstallHint data={data} />
      <section className="pt-box">
        <dl className="pt-properties">
          {record.about.map((property) => (
            <div key={property.name}>
              <dt>{property.label}</dt>
              <dd>{property.value || '--'}</dd>
            </div>
          ))}
        </dl>
      </section>
      {cards.map((card) => (
        <SidebarCard key={card.uid} card={card} data={data} openIframe={props.openIframe} />
      ))}
    </aside>
  );
}
