const SECRET_NAMES = ['HUBSPOT_CLIENT_SECRET', 'HUBSPOT_CLIENT_SECRET_PREVIOUS', 'SEALING_KEYS'];
const WITH_PASSWORDS = ['DATABASE_URL', 'SMTP_URL', 'FILE_STORE'];

/** A function that blacks out this environment's secrets, as they are and as addresses encode them. */
export function hideSecrets(environment: Readonly<Record<string, string | undefined>>): (text: string) => string {
  const secrets = new Set<string>();
  for (const name of SECRET_NAMES) {
    for (const part of (environment[name] ?? '').split(/[,:]/)) secrets.add(part);
    secrets.add(environment[name] ?? '');
  }
  for (const name of WITH_PASSWORDS) {
    const password = /^[^:]+:\/\/[^/]*?:(.+)@/.exec(environment[name] ?? '')?.[1];
    if (password === undefined) continue;
    secrets.add(password);
    try {
      secrets.add(decodeURIComponent(password));
    } catch {
      // Not a valid encoding: it is hidden as it stands.
    }
  }
  const longestFirst = [...secrets].filter((secret) => secret.length >= 4).sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((hidden, secret) => hidden.replaceAll(secret, '•••'), text);
}
