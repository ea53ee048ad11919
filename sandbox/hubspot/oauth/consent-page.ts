import type { AppOptions } from '../options.ts';
import type { AuthorizeRequest } from './check-authorize-request.ts';
import { scopeWords } from './scope-words.ts';

/** The consent screen, complete in itself. */
export function consentPage(app: Required<AppOptions>, request: AuthorizeRequest, action: string): string {
  return page(`Connect ${app.name}`, `
<h1>Connect ${escape(app.name)} to your account</h1>
<form method="post" action="${escape(action)}">
${accountChoice(request)}
<h2>${escape(app.name)} will be able to</h2>
${scopeList(request.scopes)}
${request.optionalScopes.length > 0 ? `<h2>And, where your account allows it</h2>${scopeList(request.optionalScopes)}` : ''}
<p class="fine">App ${app.appId}. After connecting you go to <b>${escape(new URL(request.redirectUri).host)}</b>. You can disconnect the app at any time.</p>
<div class="buttons">
<button class="primary" name="decision" value="connect">Connect app</button>
<button name="decision" value="cancel">Cancel</button>
</div>
</form>`);
}

/** The page for an install link that HubSpot refuses; it never redirects. */
export function refusalPage(problem: { title: string; detail: string }): string {
  return page(problem.title, `<h1>${escape(problem.title)}</h1><p role="alert">${escape(problem.detail)}</p>
<p class="fine">Ask the app's developer to check the install link against the app's configuration.</p>`);
}

function accountChoice({ portals }: AuthorizeRequest): string {
  const portalChoice = portals.map(({ portal }, index) => `<label><input type="radio" name="portalId" value="${portal.portalId}"${index === 0 ? ' checked' : ''}>
 Account <b>${portal.portalId}</b> <span class="fine">${escape(portal.uiDomain)}, ${escape(portal.timeZone)}</span></label>`);
  const userChoice = portals.map(({ portal, users }) => `<optgroup label="Account ${portal.portalId}">${users.map((user) =>
    `<option value="${user.userId}">${escape(`${user.firstName} ${user.lastName}`)} (${escape(user.email)})</option>`).join('')}</optgroup>`);
  return `<fieldset>${portalChoice.join('<br>')}<p><label>Signed in as <select name="userId">${userChoice.join('')}</select></label></p></fieldset>`;
}

function scopeList(scopes: string[]): string {
  return `<ul>${scopes.map((scope) => `<li>${escape(scopeWords(scope))} <code>${escape(scope)}</code></li>`).join('')}</ul>`;
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(title)}</title><style>
body{margin:0;background:#f5f8fa;color:#2d3e50;font:16px/1.5 system-ui,sans-serif}
header{background:#2d3e50;color:#fff;padding:.75rem 1.5rem;font-weight:600}
main{max-width:36rem;margin:2.5rem auto;padding:2rem 2.5rem;background:#fff;border:1px solid #dfe3eb;border-radius:6px}
h1{font-size:1.5rem;margin:0 0 1.25rem}h2{font-size:1rem;margin:1.5rem 0 .25rem}
fieldset{border:1px solid #dfe3eb;border-radius:4px;padding:1rem;margin:0}fieldset p{margin:.75rem 0 0}
ul{padding-left:1.25rem;margin:.25rem 0}code{font-size:.75rem;color:#516f90}.fine{font-size:.85rem;color:#516f90}
select{font:inherit;padding:.25rem}.buttons{display:flex;gap:.75rem;margin-top:1.5rem}
button{font:inherit;padding:.6rem 1.4rem;border-radius:4px;border:1px solid #cbd6e2;background:#fff;color:#2d3e50;cursor:pointer}
button.primary{background:#d6401f;border-color:#d6401f;color:#fff}button:focus-visible{outline:3px solid #00a4bd}
</style></head><body><header>HubSpot sandbox</header><main>${body}</main></body></html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
