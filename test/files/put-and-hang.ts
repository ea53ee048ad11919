import { fileKey, openFileStore } from '../../src/files/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { sampleBytes, stallingAfter } from './bodies.ts';

/** A process of its own that stands in the middle of a put until it is killed. It says so on its standard output. */
const store = await openFileStore(String(process.argv[2]));
const { body, reached } = stallingAfter(sampleBytes(1_000_000));
void store.put(fileKey(PortalId.parse('62'), 'exports', 'a', 'file.csv'), body);
await reached;
process.stdout.write('in the middle\n');
setInterval(() => undefined, 60_000);
