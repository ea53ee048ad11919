import { HubSpotError } from '../http/hubspot-error.ts';

const answers = {
  BAD_GRANT_TYPE: ['unsupported_grant_type', 'missing or unknown grant type'],
  BAD_REQUEST: ['invalid_request', 'the request body is not a valid form'],
  BAD_CLIENT_ID: ['invalid_client', 'missing or unknown client id'],
  BAD_CLIENT_SECRET: ['invalid_client', 'missing or invalid client secret'],
  BAD_AUTH_CODE: ['invalid_grant', 'missing or unknown auth code'],
  BAD_REDIRECT_URI: ['invalid_grant', 'missing or unknown redirect uri'],
  BAD_REFRESH_TOKEN: ['invalid_grant', 'refresh token is invalid, expired or revoked'],
} as const;

/** 400 of the token endpoint: RFC 6749 fields and HubSpot's own side by side. */
export function oauthError(status: keyof typeof answers, message?: string): HubSpotError {
  const [error, text] = answers[status];
  return new HubSpotError(400, { error, error_description: message ?? text, status, message: message ?? text });
}
