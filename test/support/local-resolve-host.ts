import { createResolveHost, parseAllowedPlaces } from '../../src/core/net/index.ts';

/** The door as an operator opens it whose customers' databases are on this machine. */
export const localResolveHost = createResolveHost({ allow: parseAllowedPlaces('127.0.0.0/8,::1') ?? [] });
