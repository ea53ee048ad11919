import ts from 'typescript';

/** Tags that open a surface of their own, in HubSpot's sense: what stands in them does not count where they stand. */
export const OWN_SURFACE: ReadonlySet<string> = new Set(['Modal', 'Panel']);
/** Several children of these are never there at once. */
const ONE_OF = new Set(['PageRoutes']);

/** Answers the most primary buttons that a component of that name can show on its surface at once. */
export type CountOf = (component: string) => number;

/**
 * The most primary buttons an expression can show on one surface at once: branches count as the larger, lists as several,
 * overlays as nothing. Names of values are looked up in `scope`, components in `countOf`.
 */
export function countPrimary(node: ts.Node, scope: ReadonlyMap<string, ts.Node>, countOf: CountOf, seen: ReadonlySet<ts.Node> = new Set()): number {
  if (seen.has(node)) return 0;
  const inside = new Set([...seen, node]);
  const count = (child: ts.Node | undefined): number => (child === undefined ? 0 : countPrimary(child, scope, countOf, inside));
  const sum = (nodes: readonly ts.Node[]): number => nodes.reduce((total, child) => total + count(child), 0);
  const most = (nodes: readonly (ts.Node | undefined)[]): number => Math.max(0, ...nodes.map(count));

  if (ts.isJsxElement(node)) {
    const tag = node.openingElement.tagName.getText();
    if (OWN_SURFACE.has(tag)) return 0;
    return count(node.openingElement) + (ONE_OF.has(tag) ? most(node.children) : sum(node.children));
  }
  if (ts.isJsxFragment(node)) return sum(node.children);
  if (ts.isJsxSelfClosingElement(node) || ts.isJsxOpeningElement(node)) {
    const tag = node.tagName.getText();
    if (OWN_SURFACE.has(tag)) return 0;
    const own = node.attributes.properties.some(isPrimary) || tag === 'PrimaryHeaderActionButton' ? 1 : 0;
    return own + countOf(tag) + sum(node.attributes.properties);
  }
  if (ts.isJsxAttribute(node)) return node.name.getText() === 'overlay' || isHandler(node) ? 0 : count(node.initializer);
  if (ts.isPropertyAssignment(node)) return node.name.getText() === 'overlay' ? 0 : count(node.initializer);
  if (ts.isConditionalExpression(node)) return most([node.whenTrue, node.whenFalse]);
  if (ts.isBinaryExpression(node)) return most([node.left, node.right]);
  if (ts.isCallExpression(node)) {
    const each = ts.isPropertyAccessExpression(node.expression) && ['map', 'flatMap'].includes(node.expression.name.text);
    const called = ts.isIdentifier(node.expression) ? count(node.expression) : 0;
    return called + sum(node.arguments) * (each ? 2 : 1);
  }
  if (ts.isIdentifier(node)) return count(scope.get(node.text));
  if (ts.isFunctionLike(node)) return most(returnsOf(node));
  if (ts.isPropertyAccessExpression(node) || ts.isTypeNode(node)) return 0;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  return sum(children);
}

/** Whatever a function can answer: of its branches one is shown. */
export function returnsOf(node: ts.SignatureDeclaration): readonly ts.Expression[] {
  const body = 'body' in node ? (node.body as ts.ConciseBody | undefined) : undefined;
  if (body === undefined) return [];
  if (!ts.isBlock(body)) return [body];
  const found: ts.Expression[] = [];
  visit(body);
  return found;

  function visit(child: ts.Node): void {
    if (ts.isFunctionLike(child)) return;
    if (ts.isReturnStatement(child) && child.expression !== undefined) found.push(child.expression);
    ts.forEachChild(child, visit);
  }
}

function isPrimary(attribute: ts.JsxAttributeLike): boolean {
  return ts.isJsxAttribute(attribute) && attribute.name.getText() === 'variant' && /(['"])primary\1/.test(attribute.initializer?.getText() ?? '');
}

function isHandler(attribute: ts.JsxAttribute): boolean {
  return /^on[A-Z]/.test(attribute.name.getText());
}
