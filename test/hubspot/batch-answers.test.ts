import { describe, expect, it } from 'vitest';
import { batchUpdate, batchUpsert } from '../../src/hubspot/index.ts';
import { json, scriptedHubSpot } from './scripted-hubspot.ts';
import { testGateway } from './test-gateway.ts';

const answers = scriptedHubSpot();
const rows = ['a', 'b', 'c'].map((name) => ({ key: `${name}@x.example`, properties: { lastname: name } }));
const upsert = () => {
  const { gateway, at } = testGateway();
  return batchUpsert(gateway, at, { objectType: '0-1', idProperty: 'email', rows });
};
const result = (id: string, email: string, trace?: string) => ({ id, properties: { email }, new: true, ...(trace === undefined ? {} : { objectWriteTraceId: trace }) });

describe('F20 what HubSpot answers to a batch is matched row by row', () => {
  it('results in another order are matched by trace id', async () => {
    answers(json(200, { results: [result('3', 'c@x.example', '2'), result('1', 'a@x.example', '0'), result('2', 'b@x.example', '1')] }));

    expect((await upsert()).map((outcome) => outcome.state === 'written' && outcome.id)).toEqual(['1', '2', '3']);
  });

  it('results without trace ids are matched by their key, whatever its case', async () => {
    answers(json(200, { results: [result('3', 'C@x.example'), result('1', 'a@x.example'), result('2', 'b@x.example')] }));

    expect((await upsert()).map((outcome) => outcome.state === 'written' && outcome.id)).toEqual(['1', '2', '3']);
  });

  it.each([[207], [200]])('errors inside a %i are read', async (status) => {
    answers(json(status, {
      results: [result('1', 'a@x.example', '0'), result('3', 'c@x.example', '2')], numErrors: 1,
      errors: [{ category: 'VALIDATION_ERROR', message: 'no', context: { objectWriteTraceId: ['1'] }, errors: [{ code: 'INVALID_EMAIL', message: 'not an address', context: { propertyName: ['email'] } }] }],
    }));

    const outcomes = await upsert();

    expect(outcomes.map(({ state }) => state)).toEqual(['written', 'refused', 'written']);
    expect(outcomes[1]).toMatchObject({ refusal: { code: 'INVALID_EMAIL', field: 'email', reason: 'not an address' } });
  });

  it('a row missing without a word is sent once more, then named', async () => {
    const seen = answers(json(200, { results: [result('1', 'a@x.example', '0'), result('3', 'c@x.example', '2')] }), json(200, { results: [] }));

    const outcomes = await upsert();

    expect(outcomes[1]).toMatchObject({ state: 'refused', refusal: { code: 'NO_ANSWER' } });
    expect(((await seen.requests[1]!.json()) as { inputs: { id: string }[] }).inputs.map(({ id }) => id)).toEqual(['b@x.example']);
  });

  it('a merge\'s winner in place of the loser is not called written', async () => {
    answers(json(200, { results: [{ id: '9', properties: {}, objectWriteTraceId: '0' }] }));
    const { gateway, at } = testGateway();

    const [outcome] = await batchUpdate(gateway, at, { objectType: '0-1', rows: [{ key: '5', properties: {} }] });

    expect(outcome).toMatchObject({ state: 'refused', refusal: { code: 'OBJECT_MERGED' } });
  });

  it('an upsert is repeated after a 502, because twice is the same as once', async () => {
    const seen = answers(json(502, {}), json(200, { results: [result('1', 'a@x.example', '0'), result('2', 'b@x.example', '1'), result('3', 'c@x.example', '2')] }));

    expect((await upsert()).every(({ state }) => state === 'written')).toBe(true);
    expect(seen.requests).toHaveLength(2);
  });
});
