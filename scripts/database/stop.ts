import { dataDirectory } from '../data-directory.ts';
import { stopDatabase } from './stop-database.ts';

for (const name of ['pg18', 'test-pg18']) {
  const stopped = await stopDatabase({ baseDir: dataDirectory(), name });
  console.log(`${name}: ${stopped ? 'stopped' : 'was not running'}`);
}
