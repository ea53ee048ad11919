import type { Metrics } from '../../src/core/metrics/index.ts';
import type { CallMeter } from '../../src/hubspot/index.ts';

/** A meter that also tells the operator's figures what became of every request. */
export function countCalls(meter: CallMeter, metrics: Metrics): CallMeter {
  return {
    request: (portalId, purpose) => meter.request(portalId, purpose),
    tried(portalId, purpose, status) {
      meter.tried(portalId, purpose, status);
      metrics.hubspotTried(purpose.area, status);
    },
  };
}
