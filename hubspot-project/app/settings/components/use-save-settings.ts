import type { GetSettingsResponse, SaveSettingsRequest, WireError } from '@siderail/contract';
import { useSurface } from '@siderail/ui';
import { useRef, useState } from 'react';

/** Saves the settings, one save at a time. `onSaved` gets them as they are stored. */
export function useSaveSettings(onSaved: (settings: GetSettingsResponse) => void) {
  const { backend } = useSurface();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  const inFlight = useRef(false);

  async function save(request: SaveSettingsRequest): Promise<void> {
    if (inFlight.current) return;
    inFlight.current = true;
    setBusy(true);
    const outcome = await backend('save-settings', request);
    inFlight.current = false;
    setBusy(false);
    setError(outcome.ok ? null : outcome.error);
    if (outcome.ok) onSaved(outcome.data);
  }

  return { busy, error, save };
}
