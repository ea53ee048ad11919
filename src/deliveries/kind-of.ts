import { DestinationKind } from '#contract';
import type { Kind } from './define-kind.ts';
import type { DestinationRow } from './deliveries.store.ts';
import { kinds } from './kinds/index.ts';

/** The declaration behind a stored destination; its settings have been opened as those of the same kind. */
export function kindOf(destination: Pick<DestinationRow, 'kind'>): Kind<DestinationKind> {
  // A kind reads only its own settings, and open-settings.ts refuses others: the union is safe to widen here.
  return kinds[DestinationKind.parse(destination.kind)] as unknown as Kind<DestinationKind>;
}
