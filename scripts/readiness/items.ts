/**
 * One line of HubSpot's listing or certification checklist (developer documentation, read November 2026). Evidence is
 * `<file of this repository>#<words>`: the words stand in that file, a test's name for one. Without words the file itself is it.
 */
export type Item = { readonly list: 'listing' | 'certification'; readonly asks: string } & (
  | { readonly state: 'met'; readonly evidence: readonly string[] }
  | { readonly state: 'needs an account' | 'missing'; readonly note: string }
);

const met = (list: Item['list'], asks: string, ...evidence: string[]): Item => ({ list, asks, state: 'met', evidence });
const open = (list: Item['list'], state: 'needs an account' | 'missing', asks: string, note: string): Item => ({ list, asks, state, note });

export const ITEMS: readonly Item[] = [
  met('listing', 'OAuth is the only way in', 'hubspot-project/app/app-hsmeta.json#"type": "oauth"', 'test/journeys/install.test.ts#is refused before it happened: a card of a portal that did not install says so', 'test/journeys/signed-requests.test.ts'),
  met('listing', 'One public app for one use, that needs no other app and leads to none', 'hubspot-project/app/app-hsmeta.json#"distribution": "marketplace"', 'docs/listing/texts.md#**What it is not.**', 'test/scripts/listing.test.ts#leads to no other app'),
  met('listing', 'Every scope asked for is used, none is sensitive', 'scripts/validate/check-scopes.ts', 'test/scripts/validate.test.ts#report a scope that is sensitive, one that nothing uses, one that is used and not asked for'),
  met('listing', 'Scopes that some only need are optional', 'hubspot-project/app/app-hsmeta.json#"optionalScopes"', 'test/journeys/install.test.ts#without one of the scopes works but for what needs it'),
  met('listing', 'Supported platform version', 'scripts/validate/check-versions.ts', 'test/scripts/validate.test.ts#report a version 90 days before HubSpot stops supporting it'),
  met('listing', 'No classic cards: app cards of the platform', 'test/cards/project.test.ts#has for %s a known place, an entry file and the scopes its records need'),
  met('listing', 'No connector to generative AI', 'test/scripts/listing.test.ts#speaks to no generative AI'),
  met('listing', 'HubSpot spelled right; not in the name of the app or of a card; no “inbound”', 'test/scripts/listing.test.ts#spells HubSpot'),
  met('listing', 'One primary button per surface', 'scripts/validate/check-primary-buttons.ts', 'test/scripts/validate.test.ts#report a second primary button on a surface'),
  met('listing', 'Forms have a submit button, tags are no buttons, destructive buttons destroy, assets are relative', 'test/scripts/listing.test.ts#uses buttons, forms and tags as HubSpot’s reviewers want'),
  met('listing', 'Public setup guide: install, place, connect, use, disconnect, uninstall', 'server/help/content/setup.md### 6. Disconnect and uninstall', 'test/journeys/help-pages.test.ts#is open to everybody, whole, and leads nowhere that is not there'),
  met('listing', 'Public pages open to HubSpot’s crawler, addresses below 250 characters', 'test/journeys/help-pages.test.ts#let HubSpot’s crawler in', 'test/scripts/listing.test.ts#addresses of at most 250 characters'),
  met('listing', 'Shared data table matches the scopes', 'server/help/shared-data.ts', 'test/journeys/help-pages.test.ts#say of every permission what it is for, and of none that is not asked for'),
  met('listing', 'Support page and address', 'server/help/content/support.md#support code', 'test/journeys/help-pages.test.ts#are where the app’s configuration says, and so is the address of support'),
  met('listing', 'Icon 800 × 800', 'docs/listing/icon.png', 'test/scripts/listing.test.ts#has an icon of 800 by 800'),
  met('listing', 'At most 8 screenshots, 2 categories, 10 features, 5 plans', 'docs/listing/texts.md', 'docs/listing/screenshots.md', 'test/scripts/listing.test.ts#keeps within what the wizard takes'),
  met('listing', 'Marketplace installs without a sign-in of our own', 'src/installs/complete-install.ts', 'test/journeys/install.test.ts#started in HubSpot’s marketplace, without our state'),
  open('listing', 'missing', 'Privacy policy and terms in force', 'Drafts are served; server/help/vendor.ts is full of placeholders, and a lawyer has not read them.'),
  open('listing', 'missing', 'Prices, the same on the website', 'Not decided; placeholder in server/help/vendor.ts.'),
  open('listing', 'missing', 'Demo video', 'Only its script exists: docs/listing/demo-script.md.'),
  open('listing', 'needs an account', 'Screenshots in HubSpot itself', 'Those in docs/screenshots are of the sandbox.'),
  open('listing', 'needs an account', 'Three active unaffiliated installs in 30 days', 'The app has never been uploaded. Test accounts do not count, and 25 installs are the most before it is listed.'),
  open('listing', 'needs an account', 'Public addresses live, on a verified domain', 'Needs the vendor’s domain; here they are served on this machine only.'),
  open('listing', 'needs an account', 'The wizard, by a super admin, with a programme contact; the partner agreement; no restricted industry', 'For the vendor. Categories are chosen there.'),
  open('listing', 'needs an account', 'hs project validate and upload pass', 'Only checked offline, with our own schemas of components.'),
  open('listing', 'needs an account', 'HubSpot’s review', 'First answer within ten working days, sixty days for what they ask, one app at a time.'),
  met('certification', 'Dated OAuth endpoints', 'test/installs/token-client.test.ts#speaks the dated endpoints of version %s, secrets in the body only'),
  met('certification', 'Uninstall API at disconnect', 'test/journeys/lifecycle.test.ts#HubSpot is told, the tokens are dead', 'test/journeys/disconnect.test.ts#happens at a click only when an admin asks'),
  met('certification', 'Over 95 % of requests succeed: counted as HubSpot counts, and the vendor is told when a day does not', 'test/journeys/usage.test.ts#is counted by area and job, request for request as HubSpot counts it', 'test/server/alerts.test.ts#the vendor is told when no more than 95 %'),
  met('certification', 'Requests are paced below the allowance', 'test/hubspot/budget/request-budget.test.ts#G11 the allowance of one portal, shared by all processes', 'test/chaos/many-processes.test.ts#over HubSpot’s limits'),
  met('certification', 'Tokens are renewed before they end', 'test/installs/portal-tokens.test.ts#is renewed before it ends and not earlier'),
  met('certification', 'Calls stop when the grant is lost', 'test/journeys/lifecycle.test.ts#HubSpot is not called for 24 hours', 'test/journeys/usage.test.ts#ends when the portal has withdrawn its grant: not one call more'),
  met('certification', '150 webhook requests a second without a 5xx, here', 'test/webhooks/pace.test.ts#150 requests a second'),
  met('certification', 'Stable public APIs only', 'test/hubspot/api-paths.test.ts#all carry the version that is supported, and no older kind of version'),
  met('certification', 'Public addresses follow security practice', 'test/journeys/http-abuse.test.ts#finds every route there is and gets nothing from any of them but plain answers', 'test/journeys/http-abuse.test.ts#a sender who wants to keep the server busy', 'docs/security.md'),
  met('certification', 'Answers on token storage, encryption and lifecycle', 'docs/listing/security-questionnaire.md#| Token storage and encryption |', 'test/keys/rotate-keys.test.ts#holds no token and no password of a connection'),
  open('certification', 'missing', '150 webhook requests a second on the production set-up', 'Measured on a developer’s machine only; again with `npm run bench -- webhooks` where it runs.'),
  open('certification', 'missing', 'Demo video with disconnect, the uninstall call and the removal from Connected apps', 'Its last scene is written down: docs/listing/demo-script.md.'),
  open('certification', 'missing', 'Questions on data centre, backups and staff access', 'For the vendor: docs/listing/security-questionnaire.md.'),
  open('certification', 'needs an account', 'Six months listed, 60 active unaffiliated installs', 'Time and customers.'),
  open('certification', 'needs an account', 'Verified domain; no rejection within six months, no open escalation; one submission at a time', 'For the vendor.'),
  open('certification', 'needs an account', 'Renewal every two years', 'HubSpot says so three months before; what is asked for then has sixty days.'),
];
