import type { LookupFunction } from 'node:net';
import type { ResolveHost } from './resolve-host.ts';

/**
 * A look-up for sockets that gives out only addresses `resolveHost` has checked for this port, and so the ones that are
 * connected to (T35). Node does not ask it about addresses in place of a name: whoever uses it checks those before.
 */
export function pinnedLookup(resolveHost: ResolveHost, port: number): LookupFunction {
  return (host, options, done) => {
    resolveHost(host, port).then((addresses) => {
      const [first] = addresses;
      if (first === undefined) return done(new Error('the host has no address'), '', 0);
      return options.all === true ? done(null, [...addresses]) : done(null, first.address, first.family);
    }, (thrown: unknown) => done(thrown instanceof Error ? thrown : new Error('host refused'), '', 0));
  };
}
