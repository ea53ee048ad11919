import type { PortalUser } from '../page/page-data.ts';
import { html, type Html } from './html.ts';

export interface LayoutInput {
  title: string;
  assetVersion: string;
  user: PortalUser;
  users: PortalUser[];
  path: string;
  query?: string | undefined;
  appName: string;
  appPath: string;
  body: Html;
}

/** The frame of every page: header with search, navigation and user switcher. */
export function layout(input: LayoutInput): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${input.title} | Sandbox portal</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/portal/assets/portal.css?v=${input.assetVersion}" />
      </head>
      <body>
        <header class="pt-header">
          <a class="pt-brand" href="/"><i></i> Sandbox portal</a>
          <nav class="pt-nav" aria-label="Main">
            <a href="/">Home</a>
            <a href="${input.appPath}">${input.appName}</a>
            <a href="/mail">Mail inbox</a>
          </nav>
          <form class="pt-find" action="/search" role="search">
            <input type="search" name="q" aria-label="Search records" placeholder="Search name, email, domain or record id" value="${input.query ?? ''}" />
          </form>
          <form class="pt-user" method="post" action="/portal/switch-user">
            <input type="hidden" name="back" value="${input.path}" />
            <select name="userId" aria-label="Signed-in user" onchange="this.form.back.value = location.pathname + location.search; this.form.submit()">
              ${input.users.map(
                (user) =>
                  html`<option value="${user.userId}" ${user.userId === input.user.userId && html`selected`}>${user.firstName} ${user.lastName}${user.isAdmin && ' (admin)'}</option>`,
              )}
            </select>
            <noscript><button>Switch</button></noscript>
          </form>
        </header>
        ${input.body}
      </body>
    </html>`.text;
}
