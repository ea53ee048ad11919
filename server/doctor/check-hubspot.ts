import { AppError } from '../../src/core/errors/index.ts';
import { API_VERSION, SUPPORTED_UNTIL } from '../../src/hubspot/index.ts';
import { createTokenClient } from '../../src/installs/index.ts';
import type { OauthVersion } from '../../src/installs/index.ts';
import { fine, wrong, type Finding } from './finding.ts';

const DAY_MS = 86_400_000;
const WARN_DAYS = 60;

/** HubSpot drops its dated versions 18 months after they came out. */
export function checkApiVersion(now: number): Finding {
  const what = 'HubSpot API version';
  const until = SUPPORTED_UNTIL[API_VERSION];
  const days = Math.floor((Date.parse(until) - now) / DAY_MS);
  if (days < 0) return wrong(what, `${API_VERSION} has not been supported since ${until}`, 'Install a newer release of Siderail');
  return days < WARN_DAYS ? wrong(what, `${API_VERSION} is supported for ${days} more days, until ${until}`, 'Install a newer release of Siderail before then') : fine(what, `${API_VERSION}, supported until ${until}`);
}

/** HubSpot: there, and takes our credentials. A refresh token that cannot exist tells the two apart and changes nothing. */
export async function checkHubSpot(of: { readonly apiUrl: string; readonly version: OauthVersion; readonly clientId: string; readonly clientSecret: string }, ask: typeof fetch): Promise<readonly Finding[]> {
  const client = createTokenClient({ ...of, fetch: ask });
  try {
    await client.refresh('doctor-asks-whether-the-credentials-are-right');
    return [fine('HubSpot reachable'), fine('HubSpot credentials')];
  } catch (thrown) {
    const code = thrown instanceof AppError ? thrown.code : 'internal';
    if (code === 'portal.needs_reauth') return [fine('HubSpot reachable'), fine('HubSpot credentials')];
    if (code === 'install.misconfigured') {
      return [fine('HubSpot reachable'), wrong('HubSpot credentials', 'HubSpot does not know this client id, or the secret is not its own', 'Copy HUBSPOT_CLIENT_ID and HUBSPOT_CLIENT_SECRET again from the app’s Auth tab')];
    }
    return [wrong('HubSpot reachable', `${new URL(of.apiUrl).host} does not answer as HubSpot’s token endpoint does`, 'Check HUBSPOT_API_URL (default https://api.hubapi.com) and that this machine may call out')];
  }
}
