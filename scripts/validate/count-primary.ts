import ts from 'typescript';

/** Tags that open a surface of their own, in HubSpot's sense: what stands in them does not count where they stand. */
export const OWN_SURFACE: ReadonlySet<string> = new Set(['Modal', 'Panel']);
/** Several children of these are never there at once. */
const ONE_OF = new Set(['PageRoutes']);

/** Names of values that are taken to be true or false. */
export type Known = ReadonlyMap<string, boolean>;
/** Answers the most primary buttons that a component of that name, given these attributes, can show on its surface at once. */
export type CountOf = (component: string, given: Known) => number;

/**
 * The most primary buttons an expression can show on one surface at once: branches count as the larger, lists as several,
 * overlays as nothing. A branch that `known` decides counts as the one that is taken. Names of values are looked up in
 * `scope`, components in `countOf`.
 */
export function countPrimary(node: ts.Node, scope: ReadonlyMap<string, ts.Node>, countOf: CountOf, known: Known = new Map(), seen: ReadonlySet<ts.Node> = new Set()): number {
  if (seen.has(node)) return 0;
  const inside = new Set([...seen, node]);
  const count = (child: ts.Node | undefined): number => (child === undefined ? 0 : countPrimary(child, scope, countOf, known, inside));
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
    const own = node.attributes.properties.some((attribute) => isPrimary(attribute, known)) || tag === 'PrimaryHeaderActionButton' ? 1 : 0;
    return own + countOf(tag, givenBy(node.attributes.properties, known)) + sum(node.attributes.properties);
  }
  if (ts.isJsxAttribute(node)) return node.name.getText() === 'overlay' || isHandler(node) ? 0 : count(node.initializer);
  if (ts.isPropertyAssignment(node)) return node.name.getText() === 'overlay' ? 0 : count(node.initializer);
  if (ts.isConditionalExpression(node)) {
    const taken = valueOf(node.condition, known);
    return taken === undefined ? most([node.whenTrue, node.whenFalse]) : count(taken ? node.whenTrue : node.whenFalse);
  }
  if (ts.isBinaryExpression(node)) return valueOf(node, known) === false ? 0 : most([node.left, node.right]);
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

/** Names of values that branches of `node` go by, each of which may be true or false. */
export function branchNames(node: ts.Node): readonly string[] {
  const names = new Set<string>();
  visit(node);
  return [...names];

  function visit(child: ts.Node): void {
    if (ts.isConditionalExpression(child)) collect(child.condition);
    ts.forEachChild(child, visit);
  }
  function collect(condition: ts.Expression): void {
    if (ts.isIdentifier(condition)) names.add(condition.text);
    else if (ts.isPrefixUnaryExpression(condition)) collect(condition.operand);
    else if (ts.isBinaryExpression(condition) && condition.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) [condition.left, condition.right].forEach(collect);
  }
}

function valueOf(node: ts.Expression, known: Known): boolean | undefined {
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (ts.isIdentifier(node)) return known.get(node.text);
  if (ts.isParenthesizedExpression(node)) return valueOf(node.expression, known);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    const value = valueOf(node.operand, known);
    return value === undefined ? undefined : !value;
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) {
    const sides = [valueOf(node.left, known), valueOf(node.right, known)];
    if (sides.includes(false)) return false;
    return sides.includes(undefined) ? undefined : true;
  }
  return undefined;
}

/** The attributes whose truth is known. */
function givenBy(attributes: readonly ts.JsxAttributeLike[], known: Known): Known {
  const given = new Map<string, boolean>();
  for (const attribute of attributes) {
    if (!ts.isJsxAttribute(attribute)) continue;
    const { initializer } = attribute;
    const value = initializer === undefined ? true : ts.isJsxExpression(initializer) && initializer.expression !== undefined ? valueOf(initializer.expression, known) : undefined;
    if (value !== undefined) given.set(attribute.name.getText(), value);
  }
  return given;
}

function isPrimary(attribute: ts.JsxAttributeLike, known: Known): boolean {
  if (!ts.isJsxAttribute(attribute) || attribute.name.getText() !== 'variant') return false;
  const { initializer } = attribute;
  const expression = initializer !== undefined && ts.isJsxExpression(initializer) ? initializer.expression : undefined;
  const taken = expression !== undefined && ts.isConditionalExpression(expression) ? valueOf(expression.condition, known) : undefined;
  const text = taken === undefined || expression === undefined || !ts.isConditionalExpression(expression) ? initializer?.getText() : (taken ? expression.whenTrue : expression.whenFalse).getText();
  return /(['"])primary\1/.test(text ?? '');
}

function isHandler(attribute: ts.JsxAttribute): boolean {
  return /^on[A-Z]/.test(attribute.name.getText());
}
