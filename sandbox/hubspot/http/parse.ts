import type { Request } from 'express';
import type { z } from 'zod';
import { invalid } from './problems.ts';

/** A path parameter as text. */
export function pathParam(req: Request, name: string): string {
  const value = req.params[name];
  return typeof value === 'string' ? value : '';
}

/** Checks a body or query; the 400 names the first thing that is wrong. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const details = parsed.error.issues.map((issue) => ({ message: issue.message, in: issue.path.join('.') }));
  const first = details[0];
  throw invalid(`Invalid input JSON or parameter: ${first?.in || 'request'}: ${first?.message ?? 'invalid'}`, details);
}
