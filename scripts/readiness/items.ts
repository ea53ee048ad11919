/** One line of HubSpot's listing or certification checklist (developer documentation, read November 2026). */
export type Item = { readonly list: 'listing' | 'certification'; readonly asks: string } & (
  /** `evidence`: files of this repository that show it. */
  | { readonly state: 'met'; readonly evidence: readonly string[] }
  | { readonly state: 'needs an account' | 'missing'; readonly note: string }
);

const met = (list: Item['list'], asks: string, ...evidence: string[]): Item => ({ list, asks, state: 'met', evidence });
const open = (list: Item['list'], state: 'needs an account' | 'missing', asks: string, note: string): Item => ({ list, asks, state, note });

export const ITEMS: readonly Item[] = [
  met('listing', 'OAuth is the only way in', 'src/installs/begin-install.ts', 'test/journeys/install.test.ts'),
  met('listing', 'Every scope asked for is used, none is sensitive', 'scripts/validate/check-scopes.ts', 'test/scripts/validate.test.ts'),
  met('listing', 'Supported platform version, no classic cards', 'scripts/validate/check-versions.ts', 'hsproject.json'),
  met('listing', 'One primary button per surface', 'scripts/validate/check-primary-buttons.ts', 'test/scripts/validate.test.ts'),
  met('listing', 'Public setup guide: install, place, connect, use, disconnect, uninstall', 'server/help/content/setup.md', 'test/journeys/help-pages.test.ts'),
  met('listing', 'Shared data table matches the scopes', 'server/help/shared-data.ts', 'test/journeys/help-pages.test.ts'),
  met('listing', 'Support page and address', 'server/help/content/support.md', 'test/journeys/help-pages.test.ts'),
  met('listing', 'Pages open to HubSpot’s crawler', 'server/routes/help-router.ts', 'test/journeys/help-pages.test.ts'),
  met('listing', 'Icon 800 × 800', 'docs/listing/icon.png'),
  met('listing', 'Marketplace installs without a sign-in of our own', 'src/installs/complete-install.ts', 'test/journeys/install.test.ts'),
  open('listing', 'missing', 'Privacy policy and terms in force', 'Drafts are served; server/help/vendor.ts is full of placeholders, and a lawyer has not read them.'),
  open('listing', 'missing', 'Prices', 'Not decided; placeholder in server/help/vendor.ts.'),
  open('listing', 'missing', 'Demo video', 'Only its script exists: docs/listing/demo-script.md.'),
  open('listing', 'needs an account', 'Screenshots in HubSpot itself', 'Those in docs/screenshots are of the sandbox.'),
  open('listing', 'needs an account', 'Three active unaffiliated installs in 30 days', 'The app has never been uploaded.'),
  open('listing', 'needs an account', 'Verified domain; the wizard, by a super admin', 'Needs the vendor’s domain and account.'),
  open('listing', 'needs an account', 'hs project validate and upload pass', 'Only checked offline, with our own schemas of components.'),
  met('certification', 'Dated OAuth endpoints', 'src/installs/token-client.ts'),
  met('certification', 'Uninstall API at disconnect', 'test/journeys/disconnect.test.ts'),
  met('certification', 'Over 95 % of requests succeed: measured, and paced', 'server/cli/usage.ts', 'test/journeys/usage.test.ts'),
  met('certification', 'Calls stop when the grant is lost', 'test/journeys/lifecycle.test.ts'),
  met('certification', 'Stable public APIs only', 'test/hubspot/api-paths.test.ts'),
  met('certification', 'Answers to the security questionnaire', 'docs/listing/security-questionnaire.md', 'docs/security.md'),
  open('certification', 'needs an account', 'Six months listed, 60 active installs', 'Time and customers.'),
  open('certification', 'missing', '150 webhook requests a second without a 5xx, on the production set-up', 'Not measured for this list.'),
  open('certification', 'missing', 'Questions on data centre, backups and staff access', 'For the vendor: docs/listing/security-questionnaire.md.'),
];
