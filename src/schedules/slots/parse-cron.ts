import { AppError } from '../../core/errors/index.ts';

/** What each field of a cron rule allows. `eitherDay`: both day fields are given, and a day that fits one of them counts. */
export type Cron = {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** 0 is Sunday. */
  readonly weekdays: ReadonlySet<number>;
  readonly eitherDay: boolean;
};

const MOST_A_DAY = 24;
const FIELDS = [['minute', 0, 59], ['hour', 0, 23], ['day of month', 1, 31], ['month', 1, 12], ['day of week', 0, 7]] as const;

/** Reads the five classic fields of crontab(5): numbers, `*`, lists, ranges and steps. Throws request.invalid and says which field. */
export function parseCron(expression: string): Cron {
  const parts = expression.trim().split(/\s+/);
  if (parts.length !== FIELDS.length) throw wrong('needs five fields: minute, hour, day of month, month, day of week');
  const [minutes, hours, days, months, week] = parts.map((part, at) => valuesOf(part, at)) as [Set<number>, Set<number>, Set<number>, Set<number>, Set<number>];
  if (minutes.size * hours.size > MOST_A_DAY) throw wrong(`runs more than ${MOST_A_DAY} times a day`);
  // As cron has it: a field that begins with a star does not narrow the other one.
  return { minutes, hours, days, months, weekdays: new Set([...week].map((day) => day % 7)), eitherDay: !parts[2]!.startsWith('*') && !parts[4]!.startsWith('*') };
}

function valuesOf(part: string, at: number): Set<number> {
  const [name, least, most] = FIELDS[at]!;
  const values = new Set<number>();
  for (const item of part.split(',')) {
    const found = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(item);
    if (found === null) throw wrong(`has a ${name} that cannot be read: ${item.slice(0, 20)}`);
    const from = Number(found[1] ?? least);
    const to = Number(found[2] ?? (found[1] === undefined || found[3] !== undefined ? most : from));
    const step = Number(found[3] ?? 1);
    if (from < least || to > most || from > to || step < 1) throw wrong(`has a ${name} outside ${least} to ${most}`);
    for (let value = from; value <= to; value += step) values.add(value);
  }
  return values;
}

function wrong(why: string): AppError {
  return new AppError('request.invalid', { userMessage: `This rule ${why}.`, fix: 'Write it like 30 6 * * 1-5, which means 6:30 from Monday to Friday.' });
}
