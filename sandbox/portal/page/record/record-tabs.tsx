import { useState } from 'react';
import { CardView } from '../card/card-view.tsx';
import type { IframeRequest } from '../card/create-actions.ts';
import type { RecordData } from '../page-data.ts';
import { AssociatedList } from './associated-list.tsx';

const ABOUT = 'about';

/** The middle column. A card starts when its tab is opened first, and then stays while other tabs are looked at. */
export function RecordTabs(props: { data: RecordData; openIframe(request: IframeRequest): void }) {
  const { data } = props;
  const cards = data.isInstalled ? data.cards.filter((card) => card.location === 'crm.record.tab') : [];
  const wanted = new URLSearchParams(location.search).get('tab');
  const [selected, setSelected] = useState(() => (wanted === ABOUT || cards.some((card) => card.uid === wanted) ? wanted : (cards[0]?.uid ?? ABOUT)) as string);
  const [opened, setOpened] = useState(() => new Set([selected]));

  function select(id: string): void {
    setSelected(id);
    setOpened((before) => new Set(before).add(id));
    const url = new URL(location.href);
    url.searchParams.set('tab', id);
    history.replaceState(null, '', url);
  }

  const tabs = [{ id: ABOUT, title: 'About' }, ...cards.map((card) => ({ id: card.uid, title: card.name }))];
  return (
    <>
      <div className="pt-tabs" role="tablist" aria-label="Record tabs">
        {tabs.map((tab) => (
          <button key={tab.id} type="button" role="tab" id={`tab-${tab.id}`} aria-selected={tab.id === selected} aria-controls={`panel-${tab.id}`} onClick={() => select(tab.id)}>
            {tab.title}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`panel-${ABOUT}`} aria-labelledby={`tab-${ABOUT}`} hidden={selected !== ABOUT}>
        <About data={data} />
      </div>
      {cards.map((card) => (
        <div key={card.uid} role="tabpanel" id={`panel-${card.uid}`} aria-labelledby={`tab-${card.uid}`} hidden={selected !== card.uid}>
          {opened.has(card.uid) && (
            <section className="pt-box pt-card" data-card={card.uid} aria-label={card.name}>
              <CardView card={card} data={data} record={data.record} openIframe={props.openIframe} />
              <footer className="pt-powered">Powered by {data.appName}</footer>
            </section>
          )}
        </div>
      ))}
    </>
  );
}

function About(props: { data: RecordData }) {
  const { record, associated, portalId } = props.data;
  return (
    <>
      <section className="pt-box">
        <h2>All properties</h2>
        <dl className="pt-properties is-wide">
          {record.all.map((property) => (
            <div key={property.name}>
              <dt>{property.label}</dt>
              <dd>{property.value || '--'}</dd>
            </div>
          ))}
        </dl>
      </section>
      {associated.map((group) => (
        <AssociatedList key={group.objectTypeId} group={group} portalId={portalId} />
      ))}
    </>
  );
}
