import { expect, it } from 'vitest';
import { readConfig } from '../../server/config.ts';

const GOOD = {
  DATABASE_URL: 'postgres://u:p@db/siderail', FILE_STORE: './files', SMTP_URL: 'smtp://mail:25', MAIL_FROM: 'exports@siderail.example',
  PUBLIC_ORIGIN: 'https://app.siderail.example/', HUBSPOT_APP_ID: '1', HUBSPOT_CLIENT_ID: 'id', HUBSPOT_CLIENT_SECRET: 'a-long-enough-secret',
  SEALING_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
};

it('starts with HubSpot’s own addresses unless told otherwise', () => {
  const config = readConfig(GOOD);

  expect(config.HUBSPOT_API_URL).toBe('https://api.hubapi.com');
  expect(config.PUBLIC_ORIGIN).toBe('https://app.siderail.example');
});

it('says everything that is wrong at once, by name', () => {
  const { DATABASE_URL: _dropped, ...rest } = GOOD;

  expect(() => readConfig({ ...rest, SMTP_URL: 'mail', SEALING_KEYS: 'short' })).toThrow(
    'DATABASE_URL is missing; SMTP_URL must begin with smtp:// or smtps://; SEALING_KEYS must be <id>:<32 bytes in base64>, comma-separated',
  );
});

it('does not start with an empty or an example secret (T12)', () => {
  expect(() => readConfig({ ...GOOD, HUBSPOT_CLIENT_SECRET: '' })).toThrow('HUBSPOT_CLIENT_SECRET is missing');
  expect(() => readConfig({ ...GOOD, HUBSPOT_CLIENT_SECRET: 'your-client-secret' })).toThrow('still the example value');
});
