import { AppError } from '../../core/errors/index.ts';
import type { HubSpotObject, ObjectPage } from './hubspot-object.ts';

/** Record ids; what orders and compares them relies on it. */
const DIGITS = /^[1-9]\d{0,18}$/;

/**
 * Checks a page of records by hand: zod costs more CPU than the rest of reading a page, and pages are what exports
 * are made of. Throws `hubspot.unavailable` when the shape is not a page of records.
 */
export const objectPage = { parse: parseObjectPage };

export function parseObjectPage(json: unknown): ObjectPage {
  if (!isRecord(json)) throw unknownShape('the answer');
  return { objects: parseObjects(json['results']), after: parseAfter(json['paging']), total: typeof json['total'] === 'number' ? json['total'] : null };
}

export function parseObjects(results: unknown): readonly HubSpotObject[] {
  if (!Array.isArray(results)) throw unknownShape('results');
  for (const object of results as readonly unknown[]) {
    if (!isRecord(object) || typeof object['id'] !== 'string' || !DIGITS.test(object['id']) || !isRecord(object['properties'])) throw unknownShape('a record');
  }
  return results as HubSpotObject[];
}

function parseAfter(paging: unknown): string | null {
  if (paging === undefined || paging === null) return null;
  if (!isRecord(paging)) throw unknownShape('paging');
  const next = paging['next'];
  if (next === undefined || next === null) return null;
  if (!isRecord(next) || typeof next['after'] !== 'string' || next['after'] === '') throw unknownShape('paging');
  return next['after'];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unknownShape(where: string): AppError {
  return new AppError('hubspot.unavailable', { detail: `HubSpot's page has an unknown shape at ${where}` });
}
