import { jwtVerify } from 'jose';
import type { z } from 'zod';

export type TokenFor<Claims> = {
  /** Keeps a token of one purpose from being used for another (T53). */
  readonly audience: string;
  /** Whose it must be, where it is somebody's. */
  readonly subject?: string;
  readonly claims: z.ZodType<Claims>;
  /** Epoch milliseconds. */
  readonly now: number;
};

/** The claims of a token that one of these keys signed for this purpose, and whose time is not over; null for any other. */
export async function openToken<Claims>(keys: readonly Uint8Array[], token: string, { audience, subject, claims, now }: TokenFor<Claims>): Promise<Claims | null> {
  for (const key of keys) {
    try {
      const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], audience, currentDate: new Date(now), ...(subject === undefined ? {} : { subject }) });
      return claims.parse(payload);
    } catch {
      // Another key may have signed it; when none did, the token is not ours.
    }
  }
  return null;
}
