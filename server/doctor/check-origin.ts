import { fine, wrong, type Finding } from './finding.ts';

/** The address people and HubSpot use: HTTPS, and this very app behind it. */
export async function checkOrigin(origin: string, ask: typeof fetch): Promise<readonly Finding[]> {
  const { protocol, hostname } = new URL(origin);
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  const secure = protocol === 'https:' || local
    ? fine('Public origin is HTTPS', local ? 'on this machine only' : undefined)
    : wrong('Public origin is HTTPS', `${origin} is not encrypted; HubSpot calls nothing else`, 'Put a certificate in front of the web process and set PUBLIC_ORIGIN=https://…');
  return [secure, await answers(origin, ask)];
}

async function answers(origin: string, ask: typeof fetch): Promise<Finding> {
  const what = 'Public origin answers';
  const fix = 'npm run web, and let the proxy or DNS of PUBLIC_ORIGIN lead to it';
  try {
    const response = await ask(`${origin}/healthz`, { redirect: 'manual', signal: AbortSignal.timeout(5_000) });
    const text = await response.text();
    return response.status === 200 && text === 'ok' ? fine(what) : wrong(what, `${origin}/healthz answered ${response.status} and is not this app`, fix);
  } catch (thrown) {
    const cause: unknown = thrown instanceof Error ? thrown.cause : null;
    const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'no answer';
    return wrong(what, `${origin} cannot be reached from here (${code})`, fix);
  }
}
