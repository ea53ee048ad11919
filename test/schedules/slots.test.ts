import { describe, expect, it } from 'vitest';
import type { ScheduleRule } from '#contract';
import { nextSlots } from '../../src/schedules/slots/next-slots.ts';
import { parseCron } from '../../src/schedules/slots/parse-cron.ts';
import { slotsAfter } from '../../src/schedules/slots/slots-after.ts';

const ZONES = [
  'UTC', 'Europe/Berlin', 'Europe/London', 'Europe/Dublin', 'Europe/Lisbon', 'Atlantic/Azores', 'Europe/Athens', 'Europe/Chisinau', 'Europe/Moscow', 'Europe/Istanbul',
  'Africa/Cairo', 'Africa/Casablanca', 'Africa/Lagos', 'Africa/Johannesburg', 'Asia/Jerusalem', 'Asia/Beirut', 'Asia/Dubai', 'Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Tokyo',
  'Asia/Shanghai', 'Australia/Sydney', 'Australia/Adelaide', 'Australia/Lord_Howe', 'Australia/Eucla', 'Pacific/Auckland', 'Pacific/Chatham', 'Pacific/Apia', 'Pacific/Kiritimati', 'Pacific/Marquesas',
  'America/New_York', 'America/Chicago', 'America/Los_Angeles', 'America/St_Johns', 'America/Havana', 'America/Santiago', 'America/Asuncion', 'America/Sao_Paulo', 'America/Nuuk', 'Antarctica/Troll',
];
const QUARTER = 15 * 60_000;
const DAY = 86_400_000;
const FROM = Date.UTC(2026, 0, 1, 12);
const TO = Date.UTC(2036, 0, 1, 12);

type Wanted = { readonly rule: ScheduleRule; readonly minutes: readonly number[]; readonly on: (day: Date) => boolean };
const RULES: readonly Wanted[] = [
  { rule: { kind: 'daily', at: '02:30' }, minutes: [150], on: () => true },
  { rule: { kind: 'weekly', days: [1, 7], at: '00:00' }, minutes: [0], on: (day) => [0, 1].includes(day.getUTCDay()) },
  { rule: { kind: 'monthly', day: 31, at: '03:15' }, minutes: [195], on: (day) => new Date(day.getTime() + DAY).getUTCDate() === 1 },
  { rule: { kind: 'cron', expression: '0,15,30,45 1,2,3 * * 0' }, minutes: [60, 75, 90, 105, 120, 135, 150, 165, 180, 195, 210, 225], on: (day) => day.getUTCDay() === 0 },
  { rule: { kind: 'cron', expression: '45 */6 29 2,3 *' }, minutes: [45, 405, 765, 1125], on: (day) => [1, 2].includes(day.getUTCMonth()) && day.getUTCDate() === 29 },
];

/** The zone's clock, quarter by quarter of an hour: its time of every moment, from the platform's own table of zones. */
function clockOf(timeZone: string): Float64Array {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const read = (at: number): number => Date.parse(`${format.format(at).replace(' ', 'T')}Z`) - at;
  const clock = new Float64Array((TO - FROM) / QUARTER + 1);
  for (let from = FROM; from < TO; from += DAY) {
    const [first, last] = [read(from), read(from + DAY)];
    for (let at = from; at <= from + DAY; at += QUARTER) clock[(at - FROM) / QUARTER] = at + (first === last ? first : read(at));
  }
  return clock;
}

/** Somebody who watches the clock and acts the first time it reaches or jumps over a wanted time. */
function watched(clock: Float64Array, { minutes, on }: Wanted): number[] {
  const wanted = new Set(minutes);
  const acts: number[] = [];
  let latest = clock[0]!;
  for (let step = 1; step < clock.length; step += 1) {
    let acted = false;
    for (let shown = latest + QUARTER; shown <= clock[step]!; shown += QUARTER) {
      acted ||= wanted.has((shown / 60_000) % 1_440) && on(new Date(Math.floor(shown / DAY) * DAY));
      latest = shown;
    }
    if (acted) acts.push(FROM + step * QUARTER);
  }
  return acts;
}

describe('the times of a schedule', () => {
  it('are those that somebody with the local clock would act at, each once: 40 zones, 10 years, 5 rules (G28, T68)', () => {
    let compared = 0;
    for (const timeZone of ZONES) {
      const clock = clockOf(timeZone);
      for (const wanted of RULES) {
        const slots: number[] = [];
        for (const slot of slotsAfter({ rule: wanted.rule, blackouts: [], timeZone }, FROM)) {
          if (slot > TO) break;
          slots.push(slot);
        }
        const expected = watched(clock, wanted);
        expect(slots, `${timeZone} ${JSON.stringify(wanted.rule)}`).toEqual(expected);
        compared += expected.length;
      }
    }
    expect(ZONES).toHaveLength(40);
    expect(compared).toBeGreaterThan(40 * 3_650);
  }, 60_000);

  it('are the same whether they are counted from the beginning or each from the one before', () => {
    for (const timeZone of ['Australia/Lord_Howe', 'Europe/Berlin', 'America/Havana']) {
      const plan = { rule: { kind: 'cron', expression: '0,30 0-3 * * *' } as const, blackouts: [], timeZone };
      const all = nextSlots(plan, FROM, 3_000);
      for (const [at, slot] of all.slice(0, -1).entries()) expect(nextSlots(plan, slot, 1)).toEqual([all[at + 1]]);
    }
  });

  it('leave out the closed days, both ends of them, and the day after is open again', () => {
    const plan = { rule: { kind: 'daily', at: '06:00' } as const, timeZone: 'Europe/Berlin', blackouts: [{ from: '2026-12-24', to: '2026-12-26' }] };

    expect(nextSlots(plan, Date.parse('2026-12-22T12:00:00Z'), 3).map((slot) => new Date(slot).toISOString()))
      .toEqual(['2026-12-23T05:00:00.000Z', '2026-12-27T05:00:00.000Z', '2026-12-28T05:00:00.000Z']);
  });

  it('come on a leap day only when there is one, and end where a rule has no day', () => {
    expect(nextSlots({ rule: { kind: 'cron', expression: '0 0 29 2 *' }, blackouts: [], timeZone: 'UTC' }, FROM, 2).map((slot) => new Date(slot).toISOString().slice(0, 10))).toEqual(['2028-02-29', '2032-02-29']);
    expect(nextSlots({ rule: { kind: 'cron', expression: '0 0 31 2 *' }, blackouts: [], timeZone: 'UTC' }, FROM, 1)).toEqual([]);
  });

  it('are refused with a sentence when the rule cannot be read or would run all day long', () => {
    for (const expression of ['', '* * * * *', '0 24 * * *', '0 0 0 * *', '0 0 * * 8', '5-1 0 * * *', '0 0 * *', '0 0 * * mon', '0/0 1 * * *', '*/30 * * * *', '0 0 1,,2 * *']) {
      expect(() => parseCron(expression), expression).toThrowError(expect.objectContaining({ code: 'request.invalid' }));
    }
    expect(parseCron('15 */2 * 1-3 7')).toMatchObject({ minutes: new Set([15]), months: new Set([1, 2, 3]), weekdays: new Set([0]), eitherDay: false });
    expect(parseCron('0 0 1 * 1').eitherDay).toBe(true);
  });
});
