import { expect, it } from 'vitest';
import { mapDatabaseError } from '../../../src/sources/postgres/map-database-error.ts';

it('takes every broken line for a database that does not answer, to be tried again, also a code that looks like a SQLSTATE (F13)', () => {
  for (const code of ['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH', '57P01', '08006', '']) {
    expect(mapDatabaseError(Object.assign(new Error('x'), { code }))).toMatchObject({ code: 'source.unavailable', retry: 'backoff' });
  }
});

it('does not try again what the database has refused (F13)', () => {
  for (const code of ['28P01', '42501', 'XX000', 'P0001']) expect(mapDatabaseError(Object.assign(new Error('x'), { code }))).toMatchObject({ code: 'source.refused', retry: 'never' });
});
