import { postgresSource as anySource } from '../../../src/sources/postgres/index.ts';
import { localResolveHost } from '../../support/local-resolve-host.ts';

/** The source with a door that lets it reach databases on this machine, unless a test brings its own. */
export function postgresSource(options: Parameters<typeof anySource>[0] = {}): ReturnType<typeof anySource> {
  return anySource({ resolveHost: localResolveHost, ...options });
}
