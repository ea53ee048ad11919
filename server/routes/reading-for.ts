import type { Request } from 'express';
import type { Context } from '../../src/context/index.ts';
import type { PortalId } from '../../src/core/ids/portal-id.ts';
import { LOCALES, readingOf } from '../../src/readers/index.ts';
import type { Reading } from '../../src/readers/index.ts';
import { speaksGerman } from './speaks-german.ts';

type Person = { readonly portalId: PortalId; readonly userId: string };

/**
 * How a page of ours is written: as the person of its link reads, else as the browser asks, in UTC. Never throws: what is refused has to be
 * said in some language, also while the database is away. `whose`: whose link it is, null where nobody knows.
 */
export async function readingFor(context: Context, request: Pick<Request, 'acceptsLanguages'>, whose: () => Promise<Person | null> | Person | null): Promise<Reading> {
  const language = speaksGerman(request) ? 'de' : 'en';
  const asked: Reading = { language, locale: LOCALES[language], timeZone: 'UTC', known: false };
  try {
    const person = await whose();
    if (person === null) return asked;
    const own = await context.database.inPortal(person.portalId, (tx) => readingOf(tx, person.portalId, person.userId));
    return own.known ? own : asked;
  } catch {
    // What is wrong with the link, or with us, the page itself says.
    return asked;
  }
}
