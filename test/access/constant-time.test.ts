import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { verifySignature } from '../../src/access/index.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'src', 'access');
const SECRETISH = /^(?:given|expected|signature|olderSignature|digest|hmac|mac)$/i;

/** Places in a source text where bytes or text of a signature are compared in a way whose time tells how far they agree. */
function leakyCompares(text: string): string[] {
  const source = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && /^[!=]==?$/.test(node.operatorToken.getText())) {
      const sides = [node.left, node.right];
      if (sides.some((side) => ts.isIdentifier(side) && SECRETISH.test(side.text)) && !sides.some((side) => side.getText() === 'undefined')) found.push(node.getText());
    }
    if (ts.isCallExpression(node) && /\.(?:equals|compare|localeCompare|startsWith)$/.test(node.expression.getText()) && SECRETISH.test(node.expression.getText().split('.')[0]!)) found.push(node.getText());
    node.forEachChild(visit);
  };
  visit(source);
  return found;
}

it('compares signatures in constant time and in no other way (T10)', () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.ts'));
  for (const name of files) expect(leakyCompares(readFileSync(join(FOLDER, name), 'utf8')), name).toEqual([]);
  for (const name of ['verify-signature.ts', 'verify-action-signature.ts']) expect(readFileSync(join(FOLDER, name), 'utf8')).toMatch(/timingSafeEqual\(expected, given\)/);
});

it('would notice another compare (T10)', () => {
  for (const text of ['if (signature === expected) ok();', 'expected.equals(given)', "given.toString() ; signature == 'x'", 'given.compare(expected)']) {
    expect(leakyCompares(text), text).toHaveLength(1);
  }
  expect(leakyCompares('if (signature === undefined) return false;')).toEqual([]);
});

it('does not stumble over a signature of another length (T10)', () => {
  for (let length = 0; length < 80; length += 1) {
    const signature = Buffer.alloc(length, 7).toString('base64');
    expect(verifySignature({ method: 'POST', url: 'https://a.example/', body: Buffer.alloc(0), signature, timestamp: '1795000000000' }, ['some-secret-of-an-app'], 1_795_000_000_000)).toBe(false);
  }
});
