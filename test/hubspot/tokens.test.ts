import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors/index.ts';
import { json, OK, ok, readContact, scriptedHubSpot } from './scripted-hubspot.ts';
import { errorOf, SECRET, testGateway } from './test-gateway.ts';

const answers = scriptedHubSpot();

describe('tokens', () => {
  it('F9 pitfall 24 an expired token is refreshed once and the call repeated with the new one', async () => {
    const seen = answers(json(401, { category: 'EXPIRED_AUTHENTICATION' }), ok);
    const test = testGateway();

    await readContact(test);

    expect(test.trace.refreshed).toEqual([SECRET]);
    expect(seen.requests.map((request) => request.headers.get('authorization'))).toEqual([`Bearer ${SECRET}`, `Bearer ${SECRET}-fresh`]);
  });

  it('F9 a refresh that fails in passing is tried again, and the call goes out with the new token', async () => {
    const seen = answers((request) => (request.headers.get('authorization')?.endsWith('fresh') ? ok() : json(401, { category: 'EXPIRED_AUTHENTICATION' })()));
    let tries = 0;
    const test = testGateway({ tokens: {
      accessToken: async () => (tries < 3 ? SECRET : `${SECRET}-fresh`),
      refreshAfterExpiry: async () => {
        tries += 1;
        if (tries < 3) throw new AppError('hubspot.unavailable', { detail: 'token endpoint not reached' });
        return `${SECRET}-fresh`;
      },
      markNeedsReauth: async () => undefined,
    } });

    await expect(readContact(test)).resolves.toEqual(OK);

    expect(tries).toBe(3);
    expect(seen.requests.at(-1)?.headers.get('authorization')).toBe(`Bearer ${SECRET}-fresh`);
  });

  it('F9 a token store that fails in passing is asked again before anything goes out', async () => {
    const seen = answers(ok);
    let tries = 0;
    const test = testGateway({ tokens: {
      accessToken: async () => {
        tries += 1;
        if (tries === 1) throw new AppError('hubspot.unavailable', { detail: 'token endpoint not reached' });
        return SECRET;
      },
      refreshAfterExpiry: async () => SECRET,
      markNeedsReauth: async () => undefined,
    } });

    await expect(readContact(test)).resolves.toEqual(OK);

    expect([tries, seen.requests.length]).toEqual([2, 1]);
  });

  it('F9 a grant that is gone ends the call at once', async () => {
    const seen = answers(json(401, { category: 'EXPIRED_AUTHENTICATION' }));
    const test = testGateway({ tokens: {
      accessToken: async () => SECRET,
      refreshAfterExpiry: async () => {
        throw new AppError('portal.needs_reauth');
      },
      markNeedsReauth: async () => undefined,
    } });

    expect((await errorOf(readContact(test))).code).toBe('portal.needs_reauth');
    expect(seen.requests).toHaveLength(1);
  });

  it('F9 a token that is refused again after a refresh stops the portal', async () => {
    const seen = answers(json(401, { category: 'INVALID_AUTHENTICATION' }));
    const test = testGateway();

    const error = await errorOf(readContact(test));

    expect(error.code).toBe('portal.needs_reauth');
    expect(test.trace.reauth).toEqual(['4711001']);
    expect(seen.requests).toHaveLength(2);
  });
});
