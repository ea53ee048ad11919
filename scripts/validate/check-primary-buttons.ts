import ts from 'typescript';
import { branchNames, countPrimary, OWN_SURFACE } from './count-primary.ts';
import type { Known } from './count-primary.ts';
import type { Project } from './project.ts';

type Component = { readonly file: string; readonly name: string; readonly line: number; readonly node: ts.Node; readonly scope: ReadonlyMap<string, ts.Node> };

/** Further ones are not told apart, so that more is counted, never less. */
const MOST_NAMES = 6;

/**
 * One primary button per surface (HubSpot's listing requirement): no component may show two at once, on its own or with
 * the components in it. Counted in the source, from above: what the code can show, not what it does.
 */
export function checkPrimaryButtons({ sources }: Project): readonly string[] {
  const components = sources.flatMap(({ file, text }) => componentsOf(file, text));
  const byName = Map.groupBy(components, ({ name }) => name);
  const counted = new Map<string, number>();

  // A name that stands for several components counts as the largest of them.
  function countOf(name: string, given: Known): number {
    const key = JSON.stringify([name, [...given].sort()]);
    const found = counted.get(key);
    if (found !== undefined) return found;
    counted.set(key, 0);
    const most = Math.max(0, ...(byName.get(name) ?? []).map((component) => mostShown(component, given)));
    counted.set(key, most);
    return most;
  }

  /** Of all that its branches can be together. */
  function mostShown({ node, scope }: Component, given: Known): number {
    const open = branchNames(node).filter((name) => !given.has(name)).slice(0, MOST_NAMES);
    const cases = open.reduce<Known[]>((sofar, name) => sofar.flatMap((known) => [new Map([...known, [name, true]]), new Map([...known, [name, false]])]), [given]);
    return Math.max(...cases.map((known) => countPrimary(node, scope, countOf, known)));
  }

  return components.flatMap((component) => {
    const shown = mostShown(component, new Map());
    return shown > 1 ? [`${component.file}:${component.line}: ${component.name} can show ${shown} primary buttons on one surface; HubSpot allows one.`] : [];
  });
}

function componentsOf(file: string, text: string): Component[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const scope = new Map<string, ts.Node>();
  const components: Component[] = [];
  visit(source);
  return components;

  function visit(node: ts.Node): void {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined) scope.set(node.name.text, node.initializer);
    if (ts.isFunctionDeclaration(node) && node.name !== undefined) {
      const name = node.name.text;
      if (/^[A-Z]/.test(name)) add(name, node);
      else scope.set(name, node);
    }
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && /^[A-Z][a-z]/.test(node.name.text) && node.initializer !== undefined) add(node.name.text, node.initializer);
    if (isPlug(node)) add('the extension', node.arguments[0] ?? node);
    // What stands in a modal or a panel is a surface of its own, whoever opens it.
    if (ts.isJsxElement(node) && OWN_SURFACE.has(node.openingElement.tagName.getText())) add(`the ${node.openingElement.tagName.getText()}`, insideOf(node), node);
    ts.forEachChild(node, visit);
  }

  function add(name: string, node: ts.Node, at = node): void {
    components.push({ file, name, line: source.getLineAndCharacterOfPosition(at.getStart()).line + 1, node, scope });
  }
}

function insideOf({ children }: ts.JsxElement): ts.JsxFragment {
  return ts.factory.createJsxFragment(ts.factory.createJsxOpeningFragment(), children, ts.factory.createJsxJsxClosingFragment());
}

function isPlug(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && node.expression.getText() === 'hubspot.extend';
}
