/** A statement after which the version before could no longer work beside this one. `marked`: its author knew. */
export type Contraction = { readonly statement: string; readonly why: string; readonly marked: boolean };

const MARK = /--\s*contract:\s*\S/i;
const RULES: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  { pattern: /\bdrop\s+table\b/i, why: 'drops a table' },
  { pattern: /\bdrop\s+column\b/i, why: 'drops a column' },
  { pattern: /\brename\s+(to|column|constraint)\b/i, why: 'renames' },
  { pattern: /\balter\s+column\s+\S+\s+(set\s+data\s+)?type\b/i, why: 'changes a type' },
  { pattern: /\balter\s+column\s+\S+\s+set\s+not\s+null\b/i, why: 'makes a column required that the version before may leave empty' },
  { pattern: /\balter\s+column\s+\S+\s+drop\s+default\b/i, why: 'takes away a default that the version before relies on' },
  { pattern: /\btruncate\b(?!\s+on\b)/i, why: 'empties a table' },
];
/** Read apart: a default anywhere in the same column makes it harmless. */
const NEW_COLUMN = /\badd\s+column\s+(?:if\s+not\s+exists\s+)?[^,;]*/gi;

/**
 * What a migration does that the version before does not survive. Old and new processes stand side by side during a
 * deployment, so a migration only adds; what is no longer used goes in a later one, whose statement carries a comment
 * `-- contract: <why nothing needs it any more>`. Bodies of functions are not looked into.
 */
export function findContractions(sql: string): readonly Contraction[] {
  return statementsOf(sql).flatMap(({ statement, comments }) => {
    const marked = MARK.test(comments);
    const found = RULES.filter(({ pattern }) => pattern.test(statement)).map(({ why }) => why);
    const required = (statement.match(NEW_COLUMN) ?? []).some((column) => /\bnot\s+null\b/i.test(column) && !/\bdefault\b|\bgenerated\b|serial\b/i.test(column));
    return [...found, ...(required ? ['adds a required column without a default'] : [])].map((why) => ({ statement: statement.replace(/\s+/g, ' ').trim().slice(0, 120), why, marked }));
  });
}

/** Split at semicolons outside of function bodies, each with the comments that stand in or before it. */
function statementsOf(sql: string): readonly { readonly statement: string; readonly comments: string }[] {
  const bodies: string[] = [];
  const flat = sql.replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, (body) => `$body${bodies.push(body) - 1}$`);
  const comments: string[] = [];
  // Taken out before the split: a comment may hold a semicolon.
  const bare = flat.replace(/--[^\n]*/g, (comment) => `⟦${comments.push(comment) - 1}⟧`);
  return bare.split(';').map((piece) => ({
    comments: [...piece.matchAll(/⟦(\d+)⟧/g)].map((match) => comments[Number(match[1])]!).join('\n'),
    statement: piece.replace(/⟦\d+⟧/g, ' '),
  })).filter(({ statement }) => statement.trim() !== '');
}
