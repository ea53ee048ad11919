import { useState } from 'react';
import { CardView } from '../card/card-view.tsx';
import type { IframeRequest } from '../card/create-actions.ts';
import { Icon } from '../components/icon.tsx';
import type { CardOnPage, RecordData } from '../page-data.ts';
import { AssociatedList } from './associated-list.tsx';

type OpenIframe = (request: IframeRequest) => void;

/** The right column: the app's sidebar cards, then the associated records. */
export function RecordSidebar(props: { data: RecordData; openIframe: OpenIframe }) {
  const { data } = props;
  const cards = data.isInstalled ? data.cards.filter((card) => card.location === 'crm.record.sidebar') : [];
  return (
    <aside className="pt-right" aria-label="Sidebar">
      {cards.map((card) => (
        <SidebarCard key={card.uid} card={card} data={data} openIframe={props.openIframe} />
      ))}
      {data.associated.map((group) => (
        <AssociatedList key={group.objectTypeId} group={group} portalId={data.portalId} />
      ))}
    </aside>
  );
}

/** A card in a narrow column, foldable. */
export function SidebarCard(props: { card: CardOnPage; data: RecordData; openIframe: OpenIframe }) {
  const [isOpen, setOpen] = useState(true);
  return (
    <section className="pt-box pt-card" data-card={props.card.uid} aria-label={props.card.name}>
      <h2>
        <button type="button" className="ui-plain pt-fold" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <Icon name={isOpen ? 'downCarat' : 'right'} size="sm" /> {props.card.name}
        </button>
      </h2>
      <div hidden={!isOpen}>
        <CardView card={props.card} data={props.data} record={props.data.record} openIframe={props.openIframe} />
        <footer className="pt-powered">Powered by {props.data.appName}</footer>
      </div>
    </section>
  );
}
