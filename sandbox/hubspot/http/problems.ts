import { HubSpotError } from './hubspot-error.ts';

export type ErrorDetail = { message: string; code?: string; in?: string; context?: Record<string, string[]> };

/** 400 in HubSpot's usual envelope. */
export function invalid(message: string, details: ErrorDetail[] = [], context?: Record<string, string[]>): HubSpotError {
  return new HubSpotError(400, {
    status: 'error', message,
    ...(details.length > 0 ? { errors: details } : {}),
    ...(context ? { context } : {}),
    category: 'VALIDATION_ERROR',
  });
}

/** 404 for a record, owner or property that this portal does not have; another portal's id looks the same. */
export function notFound(message = 'resource not found'): HubSpotError {
  return new HubSpotError(404, { status: 'error', message, category: 'OBJECT_NOT_FOUND' });
}

export function conflict(message: string): HubSpotError {
  return new HubSpotError(409, { status: 'error', message, category: 'CONFLICT' });
}

/** 403: any one of `scopes` would have been enough. */
export function missingScopes(scopes: readonly string[]): HubSpotError {
  return new HubSpotError(403, {
    status: 'error',
    message: "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.",
    errors: [{
      message: 'One or more of the following scopes are required.',
      context: { requiredGranularScopes: [...scopes] },
    }],
    links: { scopes: 'https://developers.hubspot.com/scopes' },
    category: 'MISSING_SCOPES',
  });
}
