import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import pg from 'pg';
import { readCaller, verifySignature } from '../../src/access/index.ts';

/**
 * The least a card's backend can be: a bare Express handler with the same signature check and one prepared read that
 * an index answers. Prints its port. Reads DATABASE_URL, HUBSPOT_APP_ID, HUBSPOT_CLIENT_SECRET and CARD_ORIGIN.
 */
const { DATABASE_URL, HUBSPOT_APP_ID, HUBSPOT_CLIENT_SECRET, CARD_ORIGIN } = process.env as Record<string, string>;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 4 });
const read = {
  name: 'orders-of-domain',
  text: `select id::text, number, status, ordered_at::text, shipped_on::text, gross::text, currency, sales_rep from erp.orders
    where customer_id = (select id from erp.customers where domain = $1) order by ordered_at desc, id desc limit 25`,
};

const app = express();
app.disable('x-powered-by');
app.post('/ui/view-table', express.raw({ type: 'application/json', limit: 1_000_000, inflate: false }), async (request, response) => {
  const body = request.body as Buffer;
  const signed = { method: request.method, url: `${CARD_ORIGIN}${request.originalUrl}`, body, signature: request.get('x-hubspot-signature-v3'), timestamp: request.get('x-hubspot-request-timestamp') };
  if (!verifySignature(signed, [HUBSPOT_CLIENT_SECRET!], Date.now())) return void response.status(401).json({ ok: false });
  readCaller(request.originalUrl.slice(request.originalUrl.indexOf('?') + 1), HUBSPOT_APP_ID!);
  JSON.parse(body.toString('utf8'));
  const { rows } = await pool.query<string[]>({ ...read, values: ['acme.example'], rowMode: 'array' });
  response.json({ ok: true, data: { rows: rows.map(([key, ...cells]) => ({ key, cells })) } });
});

const server = createServer(app).listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
