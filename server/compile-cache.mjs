// Given to Node with --import, before the first TypeScript file. Without the cache every start loads the compiler that takes
// the types out, and 22 MB of it stay with the process. In a folder of our own: others could write into the system's.
import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { setTimeout } from 'node:timers';

const UNTIL_LOADED_MS = 20_000;

enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'siderail'));
// Else it is written at the end only, and a process that is killed would leave none.
setTimeout(flushCompileCache, UNTIL_LOADED_MS).unref();
