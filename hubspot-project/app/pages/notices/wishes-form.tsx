import { Button, Checkbox, Flex, NumberInput, Select, Text, Tile } from '@hubspot/ui-extensions';
import type { MailWishes, WireError } from '@siderail/contract';
import { ErrorView, useSurface } from '@siderail/ui';
import { useMemo, useState } from 'react';
import type { english } from './english.ts';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const NIGHT = { from: 20, to: 7 };
const MOST_MINUTES = 120;

/** The wishes of one person about mails, to change and save. */
export function WishesForm({ stored, texts }: { readonly stored: MailWishes; readonly texts: typeof english }) {
  const { backend, addAlert } = useSurface();
  const [wishes, setWishes] = useState(stored);
  const [error, setError] = useState<WireError | null>(null);
  const [busy, setBusy] = useState(false);
  const zones = useMemo(() => [...new Set([stored.timeZone, 'UTC', ...knownZones()])].sort(), [stored.timeZone]);
  const hours = HOURS.map((value) => ({ value, label: texts.hour(value) }));
  const { quiet, ...loud } = wishes;

  const save = async (): Promise<void> => {
    setBusy(true);
    const outcome = await backend('save-mail-wishes', wishes);
    setBusy(false);
    setError(outcome.ok ? null : outcome.error);
    if (outcome.ok) addAlert('success', texts.saved, texts.savedMore);
  };
  return (
    <Tile testId="wishes">
      <Flex direction="column" gap="md">
        <NumberInput
          name="minutes" testId="wish-minutes" label={texts.minutes} description={texts.minutesHelp} min={0} max={MOST_MINUTES} value={wishes.quietMinutes}
          onChange={(minutes) => setWishes({ ...wishes, quietMinutes: Math.min(MOST_MINUTES, Math.max(0, Math.round(Number(minutes) || 0))) })}
        />
        <Checkbox name="quiet" testId="wish-quiet" checked={quiet !== undefined} description={texts.quietHelp} onChange={(on) => setWishes(on ? { ...loud, quiet: NIGHT } : loud)}>{texts.quiet}</Checkbox>
        {quiet === undefined ? null : (
          <Flex direction="row" gap="sm">
            <Select name="quiet-from" testId="wish-from" label={texts.from} value={quiet.from} options={hours} onChange={(from) => setWishes({ ...wishes, quiet: { ...quiet, from: Number(from) } })} />
            <Select name="quiet-to" testId="wish-to" label={texts.to} value={quiet.to} options={hours} onChange={(to) => setWishes({ ...wishes, quiet: { ...quiet, to: Number(to) } })} />
          </Flex>
        )}
        <Flex direction="row" gap="sm" wrap="wrap">
          <Select
            name="language" testId="wish-language" label={texts.language} value={wishes.language} options={(['en', 'de'] as const).map((value) => ({ value, label: texts.languages[value] }))}
            onChange={(language) => setWishes({ ...wishes, language: language === 'de' ? 'de' : 'en' })}
          />
          <Select
            name="zone" testId="wish-zone" label={texts.zone} description={texts.zoneHelp} value={wishes.timeZone} options={zones.map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
            onChange={(zone) => setWishes({ ...wishes, timeZone: String(zone) })}
          />
        </Flex>
        <Text variant="microcopy">{texts.account}</Text>
        {error === null ? null : <ErrorView title={texts.saveFailed} error={error} testId="wishes-save-error" />}
        <Flex direction="row">
          <Button variant="primary" testId="save-wishes" disabled={busy} onClick={() => void save()}>{texts.save}</Button>
        </Flex>
      </Flex>
    </Tile>
  );
}

/** The zones this runtime knows; the server says so when it does not know one. */
function knownZones(): readonly string[] {
  return typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : [];
}
