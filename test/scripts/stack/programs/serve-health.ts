import { createServer } from 'node:http';

/** Stands in for web and sandbox: answers /healthz, and /environment with what it was told. */
const port = Number(process.env['FIXTURE_PORT'] ?? process.env['SANDBOX_PORT'] ?? process.env['PORT']);
if (process.env['FIXTURE_FAILS']) {
  console.error('DATABASE_URL is missing');
  process.exit(1);
}
const server = createServer((request, response) => {
  if (request.url === '/crash') process.exit(7);
  response.end(request.url === '/environment' ? JSON.stringify(process.env) : 'ok');
});
server.listen(port);
process.on('SIGTERM', () => {
  if (process.env['FIXTURE_DEAF']) return;
  process.exit(0);
});
