import type { ComponentType } from 'react';
import { createController, type ComponentMapping, type Controller } from '@remote-ui/react/host';
import { hostComponents } from '../components/host-components.ts';
import { sandboxJournal } from './sandbox-journal.ts';

/** The controller of all cards: an SDK component we do not draw becomes a visible box and a journal entry. */
export function createHostController(): Controller {
  const known = createController(hostComponents as ComponentMapping);
  const missing = new Map<string, ComponentType>();
  return {
    ...known,
    get(type) {
      const name = String(type);
      if (name in hostComponents) return known.get(type);
      const drawn = missing.get(name) ?? notImplemented(name);
      missing.set(name, drawn);
      return drawn;
    },
  };
}

function notImplemented(name: string): ComponentType {
  sandboxJournal.notImplemented.push(name);
  function NotImplemented() {
    return <div className="ui-missing">not implemented: {name}</div>;
  }
  return NotImplemented;
}
