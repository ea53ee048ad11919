import { pino } from 'pino';
import type { Logger } from 'pino';
import { alertOfLog } from './alert-of-log.ts';

type Tell = (group: string, supportCode: string | null) => Promise<void>;

/**
 * The process's log. Once `tell` was given somebody, lines that say that something went wrong on our side are also told to
 * them: what is worth an alert is worth a log line, so there is one place that says it.
 */
export function createAlertingLog(options: { readonly level: string; readonly role: string }): { readonly log: Logger; tell(whom: Tell): void } {
  let whom: Tell | null = null;
  const log = pino({
    level: options.level,
    base: { role: options.role },
    hooks: {
      logMethod(entry, method, level) {
        const alert = whom === null ? null : alertOfLog(level, entry);
        if (alert !== null) void whom!(alert.group, alert.supportCode);
        method.apply(this, entry);
      },
    },
  });
  return { log, tell: (other) => { whom = other; } };
}
