import type { AssociatedRecord } from '../page/page-data.ts';
import { findObjectType } from '../records/object-types.ts';
import { html, type Html } from './html.ts';

export interface HomePageInput {
  appName: string;
  isInstalled: boolean;
  installUrl: string;
  webOrigin: string;
  records: AssociatedRecord[];
  mailCount: number;
  callCount: number;
  portalId: number;
  appId: number;
  extensions: { name: string; location: string; error: string | undefined }[];
}

/** The first page: what to do next, and where everything is. */
export function homePage(input: HomePageInput): Html {
  return html`<main class="pt-page">
    <h1>Portal ${input.portalId}</h1>
    ${input.isInstalled ? undefined : installBox(input)}
    <div class="pt-columns">
      <section class="pt-box">
        <h2>Records to look at</h2>
        ${recordTable(input.portalId, input.records)}
      </section>
      <section class="pt-box">
        <h2>${input.appName}</h2>
        <table class="pt-list">
          <tr><td>State</td><td>${input.isInstalled ? 'Installed' : 'Not installed'}${input.isInstalled && html` · <a href="${input.installUrl}">install again</a>`}</td></tr>
          ${input.extensions.map((one) => html`<tr><td>${kindOf(one.location)}</td><td>${one.name} <span class="pt-muted">${one.location}${one.error && ' · could not be built'}</span></td></tr>`)}
          <tr><td>Open</td><td><a href="/app/${input.portalId}/${input.appId}">App pages</a> · <a href="/integrations-settings/${input.portalId}/installed/framework/${input.appId}/app-settings">Settings</a></td></tr>
          <tr><td>Backend</td><td><a href="${input.webOrigin}">${input.webOrigin}</a></td></tr>
          <tr><td>Mail inbox</td><td><a href="/mail">${input.mailCount} message${input.mailCount !== 1 && 's'}</a></td></tr>
          <tr><td>Card calls</td><td><a href="/__sandbox/card-calls">${input.callCount} recorded</a></td></tr>
          <tr><td>HubSpot API calls</td><td><a href="/__sandbox/hubspot/stats">counts and rate windows</a></td></tr>
        </table>
        ${input.extensions.flatMap((card) => (card.error ? [html`<pre class="pt-card-error">${card.error}</pre>`] : []))}
      </section>
    </div>
    <p class="pt-muted">This is a local stand-in for HubSpot, for development. Its cards are the production bundles; its looks are its own.</p>
  </main>`;
}

function kindOf(location: string): string {
  if (location === 'pages') return 'App pages';
  return location === 'settings' ? 'Settings' : 'Card';
}

function installBox(input: HomePageInput): Html {
  return html`<section class="ui-alert is-info" role="status">
    <div>
      <div class="ui-alert-title">${input.appName} is not installed yet</div>
      <p>Install it, choose a record below, and its cards are there: one as a tab, one in the sidebar.</p>
      <p style="margin-top: 10px"><a class="ui-button is-primary" href="${input.installUrl}">Install ${input.appName}</a></p>
    </div>
  </section>`;
}

export function recordTable(portalId: number, records: AssociatedRecord[]): Html {
  return html`<table class="pt-list">
    ${records.map(
      (record) =>
        html`<tr>
          <td><a href="/contacts/${portalId}/record/${record.objectTypeId}/${record.id}">${record.name}</a> <a class="pt-muted" href="/contacts/${portalId}/preview/${record.objectTypeId}/${record.id}">Preview</a></td>
          <td class="pt-muted is-kind">${findObjectType(record.objectTypeId)?.singular}</td>
          <td class="pt-muted">${record.subtitle}</td>
        </tr>`,
    )}
  </table>`;
}
