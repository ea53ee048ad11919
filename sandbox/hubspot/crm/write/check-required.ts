import { HubSpotError } from '../../http/hubspot-error.ts';
import type { ApiVersion } from '../../http/known-version.ts';
import type { ObjectType } from '../object-types.ts';
import type { Values } from './check-values.ts';

/** 400 when a new record lacks a property its type requires; since 2026-09 with its own error code. */
export function checkRequired(type: ObjectType, values: Values, version: ApiVersion): void {
  const missing = type.required.filter((choices) => !choices.some((name) => values[name])).map((choices) => choices.join(' or '));
  if (missing.length === 0) return;
  throw new HubSpotError(400, {
    status: 'error',
    message: `Error creating ${type.names[1].toUpperCase()}. Some required properties were not set.`,
    context: { properties: missing },
    ...(version === '2026-09' ? {
      errors: missing.map((name) => ({ message: `${name} is required`, code: 'MISSING_REQUIRED_PROPERTY', context: { propertyName: [name] } })),
    } : {}),
    category: 'VALIDATION_ERROR',
  });
}
