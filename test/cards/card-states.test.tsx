import { describe, expect, it } from 'vitest';
import type { RouteName } from '#contract';
import { CARD_STATES } from '../browser/support/card-states.ts';
import { fakeBackend } from './support/fake-backend.ts';
import type { FakeBackend } from './support/fake-backend.ts';
import { renderCard } from './support/render-card.tsx';

const PLACES = ['tab', 'sidebar', 'preview', 'helpdesk'] as const;

function answer(backend: FakeBackend, answers: (typeof CARD_STATES)[number]['answers']): void {
  for (const [route, reply] of Object.entries(answers)) {
    backend.answer(route as RouteName, () => {
      const said = reply();
      return (said.ok ? said.data : said) as never;
    });
  }
}

// The browser tests look at the same states on whole pages; what each says is held here too, where it takes no browser.
describe.each(PLACES)('whatever keeps the %s from showing rows', (place) => {
  it.each(CARD_STATES)('is said with what it means and what to do: $name (S0.20, C1, C2, C4)', async ({ answers, refreshed, at, says }) => {
    const backend = fakeBackend();
    if (!refreshed) answer(backend, answers);
    const card = renderCard(place, backend);
    if (refreshed) {
      await card.has('data-table');
      answer(backend, answers);
      card.click('action-refresh');
    }
    await card.has(at);

    const text = `${card.wholeText()} ${card.all().map(({ props }) => (typeof props['title'] === 'string' ? props['title'] : '')).join(' ')}`;
    for (const words of says) expect(text).toContain(words);
    if (refreshed) expect(text).toContain('What you see below is from before.');
    expect(card.all({ overlays: false }).filter(({ props }) => props['variant'] === 'primary').length).toBeLessThanOrEqual(1);
  });
});
