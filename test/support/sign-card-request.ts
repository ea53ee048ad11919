import { createHmac } from 'node:crypto';

export type TestCaller = { readonly portalId: string; readonly userId: string; readonly userEmail: string };

/**
 * Query, headers and body of a card request as HubSpot sends it: identity appended, the address with %40 in it,
 * signed v3 over the public address with the @ decoded. Written apart from the server's own check on purpose.
 */
export function signCardRequest(options: {
  readonly publicOrigin: string;
  readonly path: string;
  readonly body: string;
  readonly caller: TestCaller;
  readonly appId: string;
  readonly secret: string;
  readonly now: number;
}): { readonly pathAndQuery: string; readonly headers: Record<string, string> } {
  const { portalId, userId, userEmail } = options.caller;
  const query = `userId=${userId}&portalId=${portalId}&userEmail=${encodeURIComponent(userEmail)}&appId=${options.appId}`;
  const timestamp = String(options.now);
  const signedText = `POST${options.publicOrigin}${options.path}?${query.replaceAll('%40', '@')}${options.body}${timestamp}`;
  return {
    pathAndQuery: `${options.path}?${query}`,
    headers: {
      'content-type': 'application/json',
      'x-hubspot-signature-v3': createHmac('sha256', options.secret).update(signedText).digest('base64'),
      'x-hubspot-request-timestamp': timestamp,
    },
  };
}
