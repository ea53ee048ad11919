import { expect, it } from 'vitest';
import { readCaller } from '../../src/access/index.ts';
import { AppError } from '../../src/core/errors/index.ts';

const GOOD = 'userId=501&portalId=4711001&userEmail=sam.seller%40acme.example&appId=990001';

it('takes portal, user and address from the signed query (S2.1)', () => {
  expect(readCaller(GOOD, '990001')).toEqual({ portalId: '4711001', userId: '501', userEmail: 'sam.seller@acme.example' });
});

it('refuses a query in which the portal depends on how it is read (T8)', () => {
  const polluted = [
    `${GOOD}&portalId=999`, `portalId=999&${GOOD}`, `${GOOD}&portalId[]=999`, `${GOOD}&PortalId=999`, `${GOOD}&portalid=999`,
    `${GOOD}&portalId%5B%5D=999`, `${GOOD}&userId=1`, `${GOOD}&appId=990001`, `${GOOD}&extra=1`, GOOD.replace('portalId', 'portalID'),
    GOOD.replace('4711001', '4711001,999'), GOOD.replace('4711001', '0x1'), GOOD.replace('4711001', '-1'), GOOD.replace('4711001', ''),
    GOOD.replace('4711001', '4711001%00'), '', 'portalId=4711001',
  ];
  for (const query of polluted) expect(() => readCaller(query, '990001'), query).toThrow(AppError);
});

it('refuses a request signed for another app (T9)', () => {
  expect(() => readCaller(GOOD, '990002')).toThrow('another app');
});

it('refuses an address that could carry a second recipient or header (T54)', () => {
  for (const address of ['a@b.example,c@d.example', 'a@b.example\r\nBcc: x@y.example', '<a@b.example>', 'Sam a@b.example', 'a@b', '"x"@b.example', 'a@b.example;c@d.example']) {
    expect(() => readCaller(GOOD.replace('sam.seller%40acme.example', encodeURIComponent(address)), '990001'), address).toThrow(AppError);
  }
});
