/** A host leads to an address that customers may not reach. To them it looks like one that does not answer (T42); the code is for the log. */
export class OutboundRefusal extends Error {
  readonly code = 'OUTBOUND_REFUSED';

  constructor() {
    super('the address is private or our own; OUTBOUND_ALLOW does not name it');
    this.name = 'OutboundRefusal';
  }
}
