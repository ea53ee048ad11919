import { expect, it } from 'vitest';
import { judgeMail } from '../../server/judge-mail.ts';

it('is sure that nothing went out before the message was handed over, or when the server refused it (F47)', () => {
  expect(judgeMail({ code: 'ECONNECTION', command: 'CONN', message: 'Connection closed unexpectedly' }, false).state).toBe('not_sent');
  expect(judgeMail({ responseCode: 550, message: 'no such person' }, false).state).toBe('not_sent');
  expect(judgeMail({ responseCode: 451, message: 'later' }, true).state).toBe('not_sent');
});

it('is not sure once the message was handed over and no clear answer came, whatever the library calls it (F47)', () => {
  expect(judgeMail({ code: 'ECONNECTION', command: 'CONN', message: 'Connection closed unexpectedly' }, true).state).toBe('uncertain');
  expect(judgeMail({ responseCode: 421, message: 'closing' }, true).state).toBe('uncertain');
  expect(judgeMail(null, true)).toEqual({ state: 'uncertain', reason: 'unknown' });
});
