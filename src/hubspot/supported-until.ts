import type { ApiVersion } from './api-paths.ts';

/**
 * The one place for the days on which HubSpot stops supporting a version: 18 months after it came out, when HubSpot's versioning
 * page keeps its word (https://developers.hubspot.com/docs/developer-tooling/platform/versioning, read November 2026;
 * 2026-03 came on 2026-03-30, 2026-09 on 2026-09-08). `npm run validate` fails 90 days before.
 */
export const SUPPORTED_UNTIL: Readonly<Record<ApiVersion, string>> = { '2026-03': '2027-09-30', '2026-09': '2028-03-08' };

/** The same for `platformVersion` of hsproject.json. */
export const PLATFORM_SUPPORTED_UNTIL: Readonly<Record<string, string>> = { '2026.03': '2027-09-30', '2026.09': '2028-03-08' };
