import { CardView } from '../card/card-view.tsx';
import type { IframeRequest } from '../card/create-actions.ts';
import type { BulkData } from '../page-data.ts';

/** The list behind, and over it the app's action on what is selected: at the side, or in the middle. */
export function BulkPage(props: { data: BulkData; openIframe(request: IframeRequest): void }) {
  const { data } = props;
  const { objectTypeId, objectIds } = data.selection;
  const list = `/contacts/${data.portalId}/objects/${objectTypeId}`;
  return (
    <main className="pt-page" data-card={data.extension.uid}>
      <h1>{data.typeName}</h1>
      <p className="pt-muted">
        {objectIds.length.toLocaleString('en-US')} selected · <a href={list}>Back to the list</a>
      </p>
      <div className={data.displayMode === 'PANEL' ? 'ui-panel' : 'ui-modal'} role="dialog" aria-label={data.extension.name}>
        <div className="ui-dialog-header">
          <h2>{data.extension.name}</h2>
          <a href={list} aria-label="Close">×</a>
        </div>
        <div className="ui-panel-body">
          <div className="ui-panel-section">
            <CardView card={data.extension} data={data} selection={data.selection} openIframe={props.openIframe} />
          </div>
        </div>
      </div>
    </main>
  );
}
