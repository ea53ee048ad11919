import type { AppOptions } from '../options.ts';
import type { AuthorizeRequest } from './check-authorize-request.ts';
import { scopeWords } from './scope-words.ts';

/** The consent screen, complete in itself. */
export function consentPage(app: Required<AppOptions>, request: AuthorizeRequest, action: string): string {
  return page(`Connect ${app.name}`, `
<div class="app"><span class="logo" aria-hidden="true">${escape(app.name.slice(0, 1))}</span><div><h1>Connect ${escape(app.name)} to your account</h1>
<p class="fine">App ${app.appId} · sends you back to ${escape(new URL(request.redirectUri).host)}</p></div></div>
<form method="post" action="${escape(action)}">
${accountChoice(request)}
<h2>${escape(app.name)} will be able to</h2>
${scopeList(request.scopes)}
${request.optionalScopes.length > 0 ? `<h2>And, where your account allows it</h2>${scopeList(request.optionalScopes)}` : ''}
<div class="buttons">
<button class="primary" name="decision" value="connect">Connect app</button>
<button name="decision" value="cancel">Cancel</button>
<span class="fine">You can disconnect the app at any time.</span>
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
  return `<fieldset><legend>Install in</legend>${portalChoice.join('<br>')}<label class="user">Signed in as <select name="userId">${userChoice.join('')}</select></label></fieldset>`;
}

function scopeList(scopes: string[]): string {
  return `<ul>${scopes.map((scope) => `<li>${escape(scopeWords(scope))} <code>${escape(scope)}</code></li>`).join('')}</ul>`;
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(title)}</title><style>
body{margin:0;background:#f3f6fa;color:#2b3a4a;font:15px/1.45 'Lexend Deca',Lexend,Helvetica,'Liberation Sans',Arial,sans-serif}
header{display:flex;align-items:center;gap:8px;min-height:48px;padding:0 16px;background:#1f2f40;color:#fff;font-weight:600}
header i{width:18px;height:18px;border-radius:5px;background:linear-gradient(135deg,#f08a5d 50%,#2aa198 50%)}
main{max-width:40rem;margin:2.5rem auto;padding:2rem 2.25rem;background:#fff;border:1px solid #d6dee8;border-radius:8px;box-shadow:0 6px 24px rgb(31 47 64 / 7%)}
h1{font-size:1.4rem;line-height:1.3;margin:0}h2{font-size:1rem;margin:1.5rem 0 .5rem}p{margin:.25rem 0 0}
.app{display:flex;gap:16px;align-items:center;margin-bottom:1.5rem}
.logo{flex:none;width:48px;height:48px;border-radius:12px;background:#0b5d66;color:#fff;font-size:1.5rem;font-weight:700;display:grid;place-items:center}
fieldset{border:1px solid #d6dee8;border-radius:6px;padding:.75rem 1rem 1rem;margin:0}legend{padding:0 6px;font-size:.85rem;color:#5b6b7d}
.user{display:flex;gap:8px;align-items:center;margin-top:.75rem}
ul{list-style:none;margin:0;padding:0;border-top:1px solid #e5ebf1}
li{display:flex;justify-content:space-between;align-items:baseline;gap:16px;padding:7px 0;border-bottom:1px solid #e5ebf1}
code{font:12px/1.4 ui-monospace,Menlo,Consolas,'Liberation Mono',monospace;color:#5b6b7d;text-align:right}.fine{font-size:.88rem;color:#5b6b7d}
select{font:inherit;color:inherit;flex:1;min-width:0;padding:6px 8px;border:1px solid #a9b8c9;border-radius:4px;background:#f8fafc}
.buttons{display:flex;flex-wrap:wrap;align-items:center;gap:12px;margin-top:1.5rem}
button{font:inherit;font-weight:500;padding:9px 20px;border-radius:4px;border:1px solid #a9b8c9;background:#fff;color:#2b3a4a;cursor:pointer}
button.primary{background:#c34415;border-color:#c34415;color:#fff}button:focus-visible,select:focus-visible{outline:2px solid #2f80c2;outline-offset:1px}
</style></head><body><header><i></i> Sandbox portal</header><main>${body}</main></body></html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
