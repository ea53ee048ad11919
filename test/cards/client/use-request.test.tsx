import { Button } from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { useRequest } from '../../../hubspot-project/app/packages/client/use-request.ts';

const PATIENT = { timeout: 20_000 };

it('never shows the answer to the last question as the answer to this one, not even for one drawing', async () => {
  const drawn: string[] = [];
  let ask: (question: string) => void = () => {};
  function Probe() {
    const [question, setQuestion] = useState('first');
    ask = setQuestion;
    const { state } = useRequest(question, async () => ({ ok: true, data: question }));
    drawn.push(`${question}: ${state.status === 'success' ? state.data : `${state.status}, before ${state.previous ?? 'nothing'}`}`);
    return <Button>ask</Button>;
  }
  createRenderer('crm.record.tab').render(<Probe />);
  await vi.waitFor(() => expect(drawn).toContain('first: first'), PATIENT);

  ask('second');

  await vi.waitFor(() => expect(drawn).toContain('second: second'), PATIENT);
  expect([...new Set(drawn)]).toEqual(['first: loading, before nothing', 'first: first', 'second: loading, before first', 'second: second']);
});
