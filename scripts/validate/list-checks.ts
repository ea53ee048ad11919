import { API_VERSION, PLATFORM_SUPPORTED_UNTIL, SUPPORTED_UNTIL } from '../../src/hubspot/index.ts';
import { checkAddresses } from './check-addresses.ts';
import { checkBundles } from './check-bundles.ts';
import { checkLint } from './check-lint.ts';
import { checkParser } from './check-parser.ts';
import { checkPrimaryButtons } from './check-primary-buttons.ts';
import { checkScopes } from './check-scopes.ts';
import { checkUids, type ReleasedUids } from './check-uids.ts';
import { checkVersions } from './check-versions.ts';
import type { ProjectCheck } from './project.ts';

export type NamedCheck = { readonly name: string; readonly check: ProjectCheck };

/** Everything `npm run validate` looks at, in this order. `now` in milliseconds since 1970. */
export function listChecks({ released, now }: { readonly released: ReleasedUids; readonly now: number }): readonly NamedCheck[] {
  return [
    { name: 'HubSpot’s project parser', check: checkParser },
    { name: 'HubSpot’s lint rules for cards and pages', check: checkLint },
    { name: 'one primary button per surface', check: checkPrimaryButtons },
    { name: 'scopes asked for are used, and the reverse', check: (project) => checkScopes(project) },
    { name: 'addresses are permitted', check: checkAddresses },
    { name: 'uids are those that were released', check: checkUids(released) },
    {
      name: 'versions are supported for 90 days more',
      check: ({ platformVersion }) => checkVersions([
        { what: 'Platform version', version: platformVersion, until: PLATFORM_SUPPORTED_UNTIL[platformVersion] },
        { what: 'API version', version: API_VERSION, until: SUPPORTED_UNTIL[API_VERSION] },
      ], now),
    },
    { name: 'HubSpot’s builder, every entry point', check: checkBundles },
  ];
}
