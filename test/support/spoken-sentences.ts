import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '..', '..');
/** What a person reads of an error, of a delivery and of a column that changed. */
const SPOKEN = new Set(['userMessage', 'fix', 'reason', 'receipt']);
/** A name or a number, as it stands in a sentence. */
const NAME = 'Xyzzy';

export type Spoken = { readonly file: string; readonly text: string };

/**
 * Every sentence that the code of these folders gives to people, names and numbers in it replaced: literals beside the names in
 * SPOKEN, also those that come through a constant, a choice, or the parameter of a function of the same file.
 */
export function spokenSentences(folders: string): Spoken[] {
  return globSync(folders, { cwd: root }).map(String).toSorted().flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
    const found: Spoken[] = [];
    visit(source, (node) => {
      if (!(ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) || !SPOKEN.has(node.name.getText(source))) return;
      const value = ts.isPropertyAssignment(node) ? node.initializer : node.name;
      for (const text of textsOf(value, source)) if (/^\S+ .*\s/s.test(text)) found.push({ file, text });
    });
    return found;
  });
}

/** Every literal of these folders that is a whole sentence, wherever it stands; names and numbers in it replaced. */
export function wholeSentences(folders: string): Spoken[] {
  return globSync(folders, { cwd: root }).map(String).toSorted().flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
    const found: Spoken[] = [];
    visit(source, (node) => {
      if (!ts.isStringLiteral(node) && !ts.isNoSubstitutionTemplateLiteral(node) && !ts.isTemplateExpression(node)) return;
      for (const text of textsOf(node, source)) if (/^[A-ZÄÖÜ“„].*\s.*[.!?]$/s.test(text)) found.push({ file, text });
    });
    return found;
  });
}

function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => visit(child, look));
}

function textsOf(value: ts.Node, source: ts.SourceFile): string[] {
  if (ts.isStringLiteral(value) || ts.isNoSubstitutionTemplateLiteral(value)) return [value.text];
  if (ts.isTemplateExpression(value)) return [value.head.text + value.templateSpans.map((span) => NAME + span.literal.text).join('')];
  if (ts.isConditionalExpression(value)) return [...textsOf(value.whenTrue, source), ...textsOf(value.whenFalse, source)];
  if (ts.isIdentifier(value)) return [...constants(value, source), ...argumentsFor(value, source)];
  if (ts.isCallExpression(value) && ts.isIdentifier(value.expression)) return returned(value.expression.text, source);
  return [];
}

function constants({ text }: ts.Identifier, source: ts.SourceFile): string[] {
  const found: string[] = [];
  visit(source, (node) => {
    if (ts.isVariableDeclaration(node) && node.initializer !== undefined && node.name.getText(source) === text) found.push(...textsOf(node.initializer, source));
  });
  return found;
}

/** What is given for a parameter where its function is called in the same file, or the parameter's own default. */
function argumentsFor(name: ts.Identifier, source: ts.SourceFile): string[] {
  let around: ts.Node = name;
  while (!ts.isFunctionDeclaration(around) && !ts.isSourceFile(around)) around = around.parent;
  if (!ts.isFunctionDeclaration(around) || around.name === undefined) return [];
  const { name: { text: called } } = around;
  const at = around.parameters.findIndex((parameter) => parameter.name.getText(source) === name.text);
  const parameter = around.parameters[at];
  if (parameter === undefined) return [];
  const found = parameter.initializer === undefined ? [] : textsOf(parameter.initializer, source);
  visit(source, (node) => {
    const given = ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === called ? node.arguments[at] : undefined;
    if (given !== undefined && given.getText(source) !== name.text) found.push(...textsOf(given, source));
  });
  return found;
}

function returned(called: string, source: ts.SourceFile): string[] {
  const found: string[] = [];
  visit(source, (node) => {
    if (!ts.isFunctionDeclaration(node) || node.name?.text !== called) return;
    visit(node, (inner) => {
      if (ts.isReturnStatement(inner) && inner.expression !== undefined) found.push(...textsOf(inner.expression, source));
    });
  });
  return found;
}
