/** An answer that is not a success: status and body as HubSpot would send them. `correlationId` is added on sending. */
export class HubSpotError extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;

  constructor(status: number, body: Record<string, unknown>) {
    super(typeof body['message'] === 'string' ? body['message'] : `HTTP ${status}`);
    this.name = 'HubSpotError';
    this.status = status;
    this.body = body;
  }
}
