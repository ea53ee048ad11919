import { describe, expect, it } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { fileKey, filePrefix } from '../../src/files/index.ts';
import { isFileKey } from '../../src/files/file-key.ts';

const portal = PortalId.parse('4711001');

describe('file key', () => {
  it('T19: begins with the portal, and only a checked portal id can make one', () => {
    expect(fileKey(portal, 'exports', 'f00d', 'chunks', '000-000001')).toBe('portals/4711001/exports/f00d/chunks/000-000001');
    expect(filePrefix(portal)).toBe('portals/4711001');

    // @ts-expect-error a plain string is no portal id
    expect(() => fileKey('../4711001', 'x')).toThrow();
    // @ts-expect-error a portal alone is a prefix, not a file
    expect(() => fileKey(portal)).toThrow();
  });

  it.each([
    '', '.', '..', '...', '.hidden', 'a..b', 'end.', 'a/b', '/', '\\', '..\\x', 'C:x', 'a b', 'a\0b', 'a\r\nSet-Cookie: x', 'ä', '\u202Egnp.exe',
    'CON', 'nul.csv', 'com1', 'Lpt9.txt', '~x', '%2e%2e', 'x'.repeat(101),
  ])('T48: refuses the part %j', (part) => {
    expect(() => fileKey(portal, part)).toThrow(expect.objectContaining({ code: 'internal', retry: 'never' }));
    expect(() => filePrefix(portal, 'exports', part)).toThrow(expect.objectContaining({ code: 'internal' }));
  });

  it.each(['a', '-', '_', 'file.csv', 'a.b.c', 'CONTACTS', 'com10', 'x'.repeat(100)])('takes the part %j', (part) => {
    expect(fileKey(portal, part)).toBe(`portals/4711001/${part}`);
    expect(isFileKey(fileKey(portal, part))).toBe(true);
  });

  it('T48: refuses a key that S3 or a disk could not hold', () => {
    const parts = Array.from({ length: 8 }, () => 'x'.repeat(100));

    expect(() => fileKey(portal, 'x', ...parts)).toThrow(expect.objectContaining({ code: 'internal' }));
  });

  it('T48: keeps refused text out of the log sentence', () => {
    expect(() => fileKey(portal, 'secret\r\nvalue')).toThrow(/^(?!.*secret)/s);
  });
});
