import { eventually } from '../../support/eventually.ts';
import type { ChaosWorld, Kind, StartedExport } from './chaos-world.ts';
import { isSettled, outcomeOf } from './outcome.ts';
import type { Outcome } from './outcome.ts';

/** What each kind of export comes to when one worker makes it and nobody disturbs it. */
export type Undisturbed = ReadonlyMap<string, Outcome>;

export async function makeUndisturbed(world: ChaosWorld, kinds: readonly Kind[]): Promise<Undisturbed> {
  const worker = await world.worker();
  try {
    const outcomes = new Map<string, Outcome>();
    for (const kind of kinds) {
      const started = await world.start(kind);
      await eventually(() => isSettled(world, started), 60_000);
      outcomes.set(kind.name, await outcomeOf(world, started));
    }
    return outcomes;
  } finally {
    await worker.kill();
  }
}

/** What is wrong with a disturbed export, in words; empty when it cannot be told from an undisturbed one. */
export async function harmTo(world: ChaosWorld, started: StartedExport, undisturbed: Undisturbed, mayBeUncertain: boolean): Promise<string[]> {
  const outcome = await outcomeOf(world, started);
  const whole = undisturbed.get(started.kind.name)!;
  const harm: string[] = [];
  for (const key of ['state', 'sha256', 'certified', 'complete', 'rows', 'notices'] as const) {
    const [is, was] = [JSON.stringify(outcome[key]), JSON.stringify(whole[key])];
    if (is !== was) harm.push(`${started.kind.name} ${started.jobId}: ${key} is ${is}, undisturbed ${was}`);
  }
  const [mail, taken] = outcome.mail;
  // A worker that dies while it speaks to the mail server cannot know: the mail is shown as uncertain, never sent again.
  const fits = mail === 'sent' ? taken === 1 : mail === 'uncertain' && mayBeUncertain && taken <= 1;
  if (!fits) harm.push(`${started.kind.name} ${started.jobId}: its mail is ${mail} and arrived ${taken} times`);
  return harm;
}
