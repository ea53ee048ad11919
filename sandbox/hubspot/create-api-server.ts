import { createServer, type Server } from 'node:http';
import type { Express } from 'express';

/** An HTTP server for the API host that lets over-long URLs through to be answered 414, as HubSpot's edge does. */
export function createApiServer(api: Express): Server {
  const server = createServer({ maxHeaderSize: 128 * 1024 }, api);
  server.keepAliveTimeout = 65_000;
  return server;
}
