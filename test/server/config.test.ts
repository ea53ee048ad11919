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

it('takes a developer’s own name for requests only on a developer’s own machine', () => {
  const developing = { ...GOOD, HUBSPOT_DEV_CALLER: '4711001:501:sam.seller@acme.example' };

  expect(readConfig({ ...developing, PUBLIC_ORIGIN: 'http://localhost:4701' }).HUBSPOT_DEV_CALLER).toEqual({ portalId: '4711001', userId: '501', userEmail: 'sam.seller@acme.example' });
  for (const PUBLIC_ORIGIN of ['https://app.siderail.example', 'https://localhost', 'http://localhost.evil.example', 'http://10.0.0.1:4701']) expect(() => readConfig({ ...developing, PUBLIC_ORIGIN })).toThrow('HUBSPOT_DEV_CALLER is for development');
  expect(() => readConfig({ ...developing, PUBLIC_ORIGIN: 'http://localhost:4701', NODE_ENV: 'production' })).toThrow('HUBSPOT_DEV_CALLER is for development');
  for (const HUBSPOT_DEV_CALLER of ['sam', '4711001:501', '4711001:501:sam', '0:1:a@b.example', '1:2:a@b.example:3']) expect(() => readConfig({ ...GOOD, PUBLIC_ORIGIN: 'http://localhost:4701', HUBSPOT_DEV_CALLER })).toThrow('HUBSPOT_DEV_CALLER must be');
});

it('opens no private address to customers’ connections unless told which (T34)', () => {
  expect(readConfig(GOOD).OUTBOUND_ALLOW).toEqual([]);
  expect(readConfig({ ...GOOD, OUTBOUND_ALLOW: '10.20.0.0/16:5432' }).OUTBOUND_ALLOW).toHaveLength(1);
  expect(() => readConfig({ ...GOOD, OUTBOUND_ALLOW: 'everything' })).toThrow('OUTBOUND_ALLOW must be addresses');
});
