import type { Figure, FigureResult, Measure } from './figure.ts';
import type { Machine } from './describe-machine.ts';
import { verdict } from './verdict.ts';

/** The first line of every run. */
export function formatMachine({ machine, node, postgres, packages, load }: Machine): string {
  const versions = Object.entries(packages).map(([name, version]) => `${name} ${version}`).join(', ');
  return `${machine} | Node ${node} | PostgreSQL ${postgres} | ${versions} | load ${load}`;
}

/** One figure as text: a line per measure, then what has to be known about it. */
export function formatFigure(figure: Figure, { measures, notes }: FigureResult): string {
  const rows = measures.map((one) => [
    one.what,
    `${formatNumber(one.own)}${one.unit === '' ? '' : ` ${one.unit}`}`,
    one.against === null ? '' : `${one.against.what} ${formatNumber(one.against.value)}`,
    one.ratio === null ? '' : `ratio ${one.ratio.toFixed(one.ratio < 10 ? 3 : 1)}`,
    verdict(one),
    spread(one),
  ]);
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
  return [`${figure.name}: ${figure.title}`, ...lines, ...notes.map((note) => `  - ${note}`)].join('\n');
}

function spread({ runs, against }: Measure): string {
  if (runs.length < 2) return '1 run';
  const own = `${runs.length} runs, ${formatNumber(Math.min(...runs))} to ${formatNumber(Math.max(...runs))}`;
  if (against === null || against.runs.length < 2) return own;
  return `${own}; other side ${formatNumber(Math.min(...against.runs))} to ${formatNumber(Math.max(...against.runs))}`;
}

function formatNumber(value: number): string {
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
