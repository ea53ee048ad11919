import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';

export type WebLimits = {
  /** From the first byte of a request to its last header, and to its last byte. */
  readonly headersMs: number;
  readonly requestMs: number;
  /** An answer that nobody takes a byte of for so long is given up. */
  readonly silentMs: number;
  readonly idleMs: number;
};

const LIMITS: WebLimits = { headersMs: 10_000, requestMs: 30_000, silentMs: 120_000, idleMs: 65_000 };
const HEADER_BYTES = 16_384;

/** The web process's server: what is sent too slowly, too large or not at all ends by itself and holds nobody else up (T70). */
export function createWebServer(listener: RequestListener, limits: WebLimits = LIMITS): Server {
  const server = createServer({
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    // A proxy in front keeps its connections for a minute; it must not find one closed that it is about to use.
    keepAliveTimeout: limits.idleMs,
    connectionsCheckingInterval: Math.min(2_000, limits.headersMs / 2),
    maxHeaderSize: HEADER_BYTES,
    requireHostHeader: true,
  }, listener);
  server.maxHeadersCount = 100;
  server.timeout = limits.silentMs;
  return server;
}
