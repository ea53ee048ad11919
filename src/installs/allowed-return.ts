/** HubSpot's own hosts, one per place where it keeps accounts. Exactly these: a suffix or prefix match lets others in. */
const HUBSPOT_HOSTS = ['app.hubspot.com', 'app-na2.hubspot.com', 'app-na3.hubspot.com', 'app-eu1.hubspot.com', 'app-ap1.hubspot.com', 'app-ca1.hubspot.com'];
const LONGEST = 500;

/**
 * Where a browser may be offered to go back to after an install: a page of HubSpot, or nothing. `hubspotAppOrigin` is
 * the configured one. The text is compared as it will be written, so that no parser can read it otherwise (T25).
 */
export function allowedReturn(text: string | null, hubspotAppOrigin: string): string | null {
  if (text === null || text.length > LONGEST || !/^[\x21-\x7E]+$/.test(text) || text.includes('\\')) return null;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const allowed = [hubspotAppOrigin, ...HUBSPOT_HOSTS.map((host) => `https://${host}`)];
  // The address itself must begin with the origin: a blob: address has the origin of the page that made it.
  if (!allowed.includes(url.origin) || !text.startsWith(`${url.origin}/`) || url.username !== '' || url.password !== '') return null;
  return url.href === text ? text : null;
}
