export { createUsageMeter, type UsageMeter } from './create-usage-meter.ts';
export { portalUsage, SUCCESS_LINE, type PortalUsage } from './portal-usage.ts';
export { showUsage } from './show-usage.ts';
export { readSuccess, wasAskedForViews, type HourlySuccess } from './usage.store.ts';
