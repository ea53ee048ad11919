import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { addConnection } from '../../src/connections/index.ts';
import { toAppError } from '../../src/core/errors/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { compose } from '../compose.ts';
import { ownConfig } from '../config.ts';

const USAGE = `Gives a portal a connection to a business database, through the same checks as the app.

  npm run connection:add -- --portal 123 --name "Business database" --url postgres://reader:…@host/db --tables tables.json
  npm run connection:add -- --portal 123 --name "Web shop" --url mysql://reader:…@host/db --tables tables.json
    --source  kind of source: postgres or mysql (default: what the address says)
    --key     short name in table ids, a-z 0-9 - (default made from the name)
`;

const { values } = parseArgs({
  options: {
    portal: { type: 'string' }, name: { type: 'string' }, url: { type: 'string' }, tables: { type: 'string' },
    source: { type: 'string' }, key: { type: 'string' },
  },
});
const portal = PortalId.safeParse(values.portal);
if (!portal.success || values.name === undefined || values.url === undefined || values.tables === undefined) {
  process.stderr.write(USAGE);
  process.exit(2);
}

/** mysql:// and mariadb:// are read by the same source. */
const sourceKey = values.source ?? (/^(mysql|mariadb):/.test(values.url) ? 'mysql' : 'postgres');
const app = await compose(ownConfig(), 'tool');
try {
  const key = values.key ?? values.name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 40);
  const mapping: unknown = JSON.parse(await readFile(values.tables, 'utf8'));
  const config = { ...(typeof mapping === 'object' ? mapping : {}), url: values.url };
  await addConnection(app.context, portal.data, { key, name: values.name, sourceKey, config });
  process.stdout.write(`Connection "${values.name}" is ready for portal ${portal.data}.\n`);
} catch (thrown) {
  const error = toAppError(thrown);
  process.stderr.write(`${error.userMessage} ${error.fix}\n${error.code === 'internal' ? `${error.message}\n` : ''}`);
  process.exitCode = 1;
} finally {
  await app.close();
}
