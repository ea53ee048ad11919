import { parseArgs } from 'node:util';
import { PlainError } from '../scripts/plain-error.ts';
import { figures } from './figures.ts';
import { describeMachine } from './support/describe-machine.ts';
import type { Figure, FigureResult } from './support/figure.ts';
import { formatFigure, formatMachine } from './support/format-report.ts';
import { verdict } from './support/verdict.ts';

/**
 * `npm run bench -- [name…] [--json] [--runs N] [--rows N] [--requests N]`: each figure as own value, peer or limit, ratio, median of
 * runs. Progress goes to stderr. Ends with 1 when an output was wrong; a figure below its goal is said, not punished.
 */
type Outcome = { readonly figure: Figure; readonly result: FigureResult } | { readonly figure: Figure; readonly failure: unknown };

try {
  const { wanted, json, ...sizes } = readArguments();
  const machine = describeMachine();
  if (!json) process.stdout.write(`${formatMachine(machine)}\n`);
  const outcomes: Outcome[] = [];
  let interrupted = false;
  process.once('SIGINT', () => { interrupted = true; }).once('SIGTERM', () => { interrupted = true; });
  for (const figure of wanted) {
    if (interrupted) break;
    const outcome = await outcomeOf(figure, { ...sizes, say });
    outcomes.push(outcome);
    if (!json) process.stdout.write(`\n${'result' in outcome ? formatFigure(figure, outcome.result) : `${figure.name}: FAILED`}\n`);
  }
  if (json) process.stdout.write(`${JSON.stringify({ ...machine, figures: outcomes.map(toJson) })}\n`);
  for (const outcome of outcomes) if ('failure' in outcome) say(outcome.figure.name, outcome.failure);
  process.exit(outcomes.every((outcome) => 'result' in outcome) ? 0 : 1);
} catch (error) {
  if (!(error instanceof PlainError)) throw error;
  say(error.message);
  process.exit(2);
}

async function outcomeOf(figure: Figure, options: Parameters<Figure['run']>[0]): Promise<Outcome> {
  try {
    return { figure, result: await figure.run(options) };
  } catch (failure) {
    return { figure, failure };
  }
}

function toJson(outcome: Outcome): object {
  const { name, title } = outcome.figure;
  if ('failure' in outcome) return { name, title, failure: String(outcome.failure) };
  const measures = outcome.result.measures.map((one) => ({ ...one, verdict: verdict(one) }));
  return { name, title, measures, notes: outcome.result.notes };
}

function readArguments(): { wanted: readonly Figure[]; json: boolean; runs: number | null; rows: number | null; requests: number | null } {
  const names = figures.map(({ name }) => name).join(', ');
  const usage = `npm run bench -- [name…] [--json] [--runs N] [--rows N] [--requests N], with names out of: ${names}`;
  const { values, positionals } = parse(usage);
  const unknown = positionals.find((name) => !figures.some((figure) => figure.name === name));
  if (unknown !== undefined) throw new PlainError(`There is no figure ${unknown}. ${usage}`);
  const wanted = positionals.length === 0 ? figures : figures.filter(({ name }) => positionals.includes(name));
  const [runs, rows, requests] = [values.runs, values.rows, values.requests].map((text) => wholeNumber(text, usage)) as [number | null, number | null, number | null];
  return { wanted, json: values.json === true, runs, rows, requests };
}

function parse(usage: string): { values: { json?: boolean; runs?: string; rows?: string; requests?: string }; positionals: string[] } {
  try {
    return parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' }, runs: { type: 'string' }, rows: { type: 'string' }, requests: { type: 'string' } } });
  } catch {
    throw new PlainError(usage);
  }
}

function wholeNumber(text: string | undefined, usage: string): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new PlainError(`${text} is not a whole number above 0. ${usage}`);
  return value;
}

function say(line: string, ...more: unknown[]): void {
  console.error(`bench: ${line}`, ...more);
}
