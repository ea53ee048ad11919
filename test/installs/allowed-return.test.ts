import { expect, it } from 'vitest';
import { allowedReturn } from '../../src/installs/allowed-return.ts';

const APP = 'https://app.hubspot.com';

const TRICKS = [
  'https://evil.example/', 'http://app.hubspot.com/', '//evil.example', '///evil.example', '/\\evil.example', '\\\\evil.example', 'https:evil.example', 'https:/evil.example',
  'https://app.hubspot.com.evil.example/', 'https://evil.example/app.hubspot.com', 'https://evil.example?https://app.hubspot.com', 'https://evil.example#https://app.hubspot.com',
  'https://app.hubspot.com@evil.example/', 'https://app.hubspot.com:443@evil.example/', 'https://evil.example\\@app.hubspot.com/', 'https://app.hubspot.com\\@evil.example/',
  'https://user:pass@app.hubspot.com/', 'https://app.hubspot.com:444/', 'https://app.hubspot.com:80/', 'https://app.hubspot.com./', 'https://evilapp.hubspot.com/',
  'https://app.hubspot.comx/', 'https://xapp.hubspot.com/', 'https://hubspot.com/', 'https://app-eu1.hubspot.com.evil.example/', 'javascript:alert(1)', 'JaVaScRiPt://app.hubspot.com/%0aalert(1)',
  'data:text/html,<script>alert(1)</script>', 'vbscript:msgbox(1)', 'file:///etc/passwd', 'blob:https://app.hubspot.com/1', 'ftp://app.hubspot.com/',
  ' https://app.hubspot.com/', 'https://app.hubspot.com/\r\nLocation: https://evil.example', 'https://app.hubspot.com/\tx', 'https://аpp.hubspot.com/', 'https://app。hubspot。com/',
  'https://app.hubspot.com%2eevil.example/', 'https://app.hubspot.com%00.evil.example/', 'https://[::1]/', 'https://2130706433/', 'HTTPS://APP.HUBSPOT.COM/', '', 'app.hubspot.com',
  'https://app.hubspot.com/../../\\evil.example', 'https://app.hubspot.com/"><script>alert(1)</script>', `https://app.hubspot.com/${'a'.repeat(500)}`,
];

it(`offers no way back to anywhere but HubSpot: ${TRICKS.length} tricks (T25)`, () => {
  expect(TRICKS.length).toBeGreaterThanOrEqual(40);
  expect(TRICKS.filter((trick) => allowedReturn(trick, APP) !== null)).toEqual([]);
});

it('offers HubSpot’s own pages in every region, and the configured one (T25)', () => {
  const pages = ['https://app.hubspot.com/', 'https://app-eu1.hubspot.com/integrations-settings/4711001/installed?x=1', 'http://localhost:4700/contacts/4711001'];

  expect(pages.map((page) => allowedReturn(page, 'http://localhost:4700'))).toEqual(pages);
  expect(allowedReturn(null, APP)).toBeNull();
});
