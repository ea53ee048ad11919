import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createApp } from '../app.ts';
import type { App } from '../compose.ts';
import { createWebServer } from '../create-web-server.ts';

/** Sends one POST with HubSpot's signature v3 to the server in this process, on a port of this machine only. */
export async function sendSigned(app: App, { path, body }: { readonly path: string; readonly body: string }): Promise<{ readonly status: number; readonly text: string }> {
  const [secret = ''] = app.hubspot.secrets;
  const timestamp = String(app.context.now());
  // HubSpot signs the address with the @ of the e-mail as it is.
  const signed = `POST${app.hubspot.signedOrigin}${path.replaceAll('%40', '@')}${body}${timestamp}`;
  const server = createWebServer(createApp(app)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, {
      method: 'POST', body,
      headers: {
        'content-type': 'application/json', 'x-hubspot-request-timestamp': timestamp,
        'x-hubspot-signature-v3': createHmac('sha256', secret).update(signed).digest('base64'),
      },
    });
    return { status: response.status, text: await response.text() };
  } finally {
    await new Promise((resolve) => server.close(resolve).closeAllConnections());
  }
}
