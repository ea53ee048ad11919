import ts from 'typescript';

/** Every piece of text that a script holds as a value: strings, templates and what stands between tags; comments are none. */
export function textsIn(file: string, source: string): readonly string[] {
  const found: string[] = [];
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, false, ts.ScriptKind.TSX));
  return found;

  function visit(node: ts.Node): void {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node) || ts.isJsxText(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  }
}
