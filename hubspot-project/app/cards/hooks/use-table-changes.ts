import type { TableQuery, ViewTableResponse } from '@siderail/contract';
import { useEffect, useState } from 'react';
import { useCard } from './use-card.ts';

/** Asked at this pace while the rows are new, and slower the longer nobody has touched them. */
const FIRST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 60_000;
const GROWTH = 1.25;

/**
 * When the rows on screen changed in HubSpot after they were read, or null. HubSpot tells the backend, and the backend
 * is asked; nobody polls HubSpot. Ends with the first change, and at once for a table whose changes nobody tells.
 */
export function useTableChanges(query: TableQuery, page: ViewTableResponse | null): string | null {
  const { backend } = useCard();
  const asOf = page?.asOf ?? null;
  // What belongs to one reading of the rows; a later reading forgets it.
  const [seen, setSeen] = useState<{ asOf: string; changedAt: string } | null>(null);

  useEffect(() => {
    if (page === null) return;
    const body = { query, asOf: page.asOf, rows: page.rows.map(({ key }) => key) };
    let wait = FIRST_WAIT_MS;
    let timer = setTimeout(ask, wait);
    let ended = false;
    async function ask() {
      const outcome = await backend('table-changes', body);
      if (ended) return;
      if (outcome.ok && !outcome.data.watched) return;
      if (outcome.ok && outcome.data.changedAt !== null) return setSeen({ asOf: body.asOf, changedAt: outcome.data.changedAt });
      // A failing question is no news for the person: the rows are as old as their stamp says.
      wait = Math.min(wait * GROWTH, LONGEST_WAIT_MS);
      timer = setTimeout(ask, wait);
    }
    return () => {
      ended = true;
      clearTimeout(timer);
    };
    // Rows and query of one reading do not change: `asOf` and the record's table stand for them.
  }, [asOf, query.tableId, backend]);

  return seen !== null && seen.asOf === asOf ? seen.changedAt : null;
}
