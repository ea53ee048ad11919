import type { BulkAction } from '../build/read-project.ts';
import type { AssociatedRecord } from '../page/page-data.ts';
import { objectTypes, type ObjectType } from '../records/object-types.ts';
import { html, type Html } from './html.ts';

export interface ListPageInput {
  portalId: number;
  type: ObjectType;
  records: AssociatedRecord[];
  /** What the app offers for selected records. */
  actions: BulkAction[];
}

/** The records of one type, a box before each to select it. */
export function listPage({ portalId, type, records, actions }: ListPageInput): Html {
  const links = objectTypes.map((one) => html`<a href="/contacts/${portalId}/objects/${one.id}" ${one.id === type.id && html`aria-current="page"`}>${one.plural}</a>`);
  return html`<main class="pt-page">
    <h1>${type.plural}</h1>
    <nav class="pt-types" aria-label="Object types">${links}</nav>
    <form action="/contacts/${portalId}/objects/${type.id}/action">
      <section class="pt-box">
        <table class="pt-list">
          ${records.map(
            (record) => html`<tr>
              <td><input type="checkbox" name="id" value="${record.id}" aria-label="Select ${record.name}"></td>
              <td><a href="/contacts/${portalId}/record/${record.objectTypeId}/${record.id}">${record.name}</a> <a class="pt-muted" href="/contacts/${portalId}/preview/${record.objectTypeId}/${record.id}">Preview</a></td>
              <td class="pt-muted is-kind">${type.singular}</td>
              <td class="pt-muted">${record.subtitle}</td>
            </tr>`,
          )}
        </table>
      </section>
      ${actions.length > 0 && selectionBar(actions)}
    </form>
    <p class="pt-muted">The first ${records.length} by record id. Search finds the others.</p>
  </main>`;
}

function selectionBar(actions: BulkAction[]): Html {
  return html`<p>
    <label>Select the first <input name="first" inputmode="numeric" size="7" placeholder="ticked only"></label>
    ${actions.map((action) => html`<button class="ui-button" name="action" value="${action.uid}">${action.name}</button>`)}
  </p>`;
}
