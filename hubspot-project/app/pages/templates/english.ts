import type { ScheduleRule } from '@siderail/contract';
import { english as builder } from './builder/english.ts';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Every sentence of the page of templates. */
export const english = {
  builder,
  create: 'New template',
  change: 'Change',
  more: 'Show more',
  title: 'Templates',
  intro: 'Exports you saved: run them again with a click, or at set times. Whoever runs one gets what they may see themselves.',
  loading: 'Looking for templates',
  listFailed: 'The templates could not be listed',
  none: 'No template yet',
  noneFix: 'Make one here, or open one of your exports and press “Save as template”.',
  about: (table: string, source: string, format: string) => `${table} · ${source} · ${format}`,
  owner: (email: string) => `Shared by ${email}`,
  shared: 'Shared',
  own: 'Only you',
  run: 'Run now',
  ran: (name: string) => `${name} has started`,
  ranMore: 'It stands under Exports, and you are told when it is ready.',
  asked: (name: string) => `${name} waits for approval`,
  askedMore: 'An admin is asked. Under Approvals you see where it stands.',
  copy: 'Copy',
  copyName: (name: string) => `Copy of ${name}`,
  share: 'Share',
  unshare: 'Stop sharing',
  remove: 'Delete',
  removeNow: 'Delete for good',
  schedule: 'Schedule',
  keep: 'Keep',
  failed: 'That did not work',
  noSchedule: 'Runs only when somebody presses Run now.',
  paused: 'Paused',
  when: (rule: ScheduleRule, zone: string): string => {
    switch (rule.kind) {
      case 'daily': return `Every day at ${rule.at} (${zone})`;
      case 'weekly': return `Every ${rule.days.map((day) => DAYS[day - 1]).join(', ')} at ${rule.at} (${zone})`;
      case 'monthly': return `On day ${rule.day} of every month at ${rule.at} (${zone})`;
      case 'cron': return `By the rule “${rule.expression}” (${zone})`;
    }
  },
  next: (times: string) => `Next, in your time: ${times}`,
  slot: { started: 'started', failed: 'failed', skipped: 'skipped' },
  last: (time: string, how: string) => `Last: ${time}, ${how}`,
  kind: 'How often',
  kinds: { daily: 'Daily', weekly: 'Weekly', monthly: 'Monthly', cron: 'By a cron rule' },
  at: 'Time',
  atHelp: (zone: string) => `24 hours, such as 07:30, in ${zone}`,
  days: 'On',
  dayNames: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  day: 'Day of the month',
  dayHelp: 'In a shorter month, its last day',
  expression: 'Rule',
  expressionHelp: 'Minute, hour, day of month, month, day of week: 30 7 * * 1-5',
  missed: { run: 'A missed run is made up for once.', skip: 'A missed run is left out.' },
  lastFailed: 'Why, and what to do, stands on the page Exports.',
  makeUp: 'Make up for a missed run once',
  onlyChanged: 'Only rows changed since the last run (deleted rows do not show up)',
  closed: 'Closed days',
  closedNone: 'None: it runs on every day of the rule.',
  closedFrom: 'From',
  closedTo: 'Until (empty: one day)',
  closedAdd: 'Close these days',
  closedRemove: 'Open again',
  nextFive: 'The next runs, in your time:',
  noNext: (why: string) => `There is no next run. ${why}`.trim(),
  pause: 'Pause',
  save: 'Save schedule',
  stop: 'Remove schedule',
  close: 'Close',
  saveAs: 'Save as template',
  saveAsName: 'Name of the template',
  saved: (name: string) => `${name} is saved`,
  savedMore: 'You find it under Templates.',
};
