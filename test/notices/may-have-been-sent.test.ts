import { expect, it } from 'vitest';
import { mayHaveBeenSent } from '../../src/notices/may-have-been-sent.ts';

it('is sure that nothing went out when the server refused or was never reached (F47)', () => {
  expect(mayHaveBeenSent({ code: 'ECONNREFUSED' })).toBe(false);
  expect(mayHaveBeenSent({ code: 'ETIMEDOUT', command: 'CONN' })).toBe(false);
  expect(mayHaveBeenSent({ code: 'EMESSAGE', command: 'DATA', responseCode: 451 })).toBe(false);
  expect(mayHaveBeenSent({ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550 })).toBe(false);
});

it('is not sure once the message was handed over and no answer came (F47)', () => {
  expect(mayHaveBeenSent({ code: 'ECONNECTION', command: 'DATA' })).toBe(true);
  expect(mayHaveBeenSent({ code: 'ESOCKET' })).toBe(true);
  expect(mayHaveBeenSent(new Error('anything'))).toBe(true);
  expect(mayHaveBeenSent(null)).toBe(true);
});
