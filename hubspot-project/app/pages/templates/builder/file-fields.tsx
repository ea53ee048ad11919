import { Flex, MultiSelect, Select } from '@hubspot/ui-extensions';
import { latestData, useRequest } from '@siderail/client';
import type { ExportFormat, ExportOptions, FileLocale } from '@siderail/contract';
import { useSurface, useUiTexts } from '@siderail/ui';
import { useTemplateTexts } from '../use-template-texts.ts';
import type { BuilderDraft } from './builder-draft.ts';

const FORMATS: readonly ExportFormat[] = ['xlsx', 'csv', 'jsonl', 'parquet'];
const DELIMITERS = ['comma', 'semicolon', 'tab'] as const;
const LOCALES: readonly FileLocale[] = ['de-DE', 'de-CH', 'fr-FR', 'en-GB', 'en-US'];
const PACKED = ['none', 'gzip', 'zip'] as const;
const MOST_PLACES = 5;

/** What kind of file it is and where it goes. */
export function FileFields({ draft, onDraft }: { readonly draft: BuilderDraft; readonly onDraft: (draft: BuilderDraft) => void }) {
  const texts = useTemplateTexts().builder;
  const { fileCountry } = useUiTexts();
  const { backend, format: words } = useSurface();
  const { state } = useRequest('destinations', () => backend('list-destinations', {}));
  const places = (latestData(state)?.destinations ?? []).filter(({ off }) => off === null);
  const { format, options } = draft;
  const put = (part: ExportOptions): void => onDraft({ ...draft, options: { ...options, ...part } });
  const localise = (value: unknown): void => {
    const { locale: _before, ...others } = options;
    const locale = LOCALES.find((one) => one === value);
    onDraft({ ...draft, options: locale === undefined ? others : { ...others, locale } });
  };
  const choose = (value: ExportFormat): void => onDraft({ ...draft, format: value, options: value === 'csv' ? { delimiter: words.delimiter, ...(words.fileLocale === null ? {} : { locale: words.fileLocale }) } : {} });
  return (
    <Flex direction="column" gap="sm">
      <Flex direction="row" gap="sm" wrap="wrap">
        <Select name="format" testId="builder-format" label={texts.format} value={format} options={FORMATS.map((value) => ({ value, label: texts.formats[value] }))} onChange={(value) => choose(FORMATS.find((one) => one === value) ?? format)} />
        {format === 'csv' ? (
          <Select name="delimiter" testId="builder-delimiter" label={texts.delimiter} value={options.delimiter ?? 'comma'} options={DELIMITERS.map((value) => ({ value, label: texts.delimiters[value] }))} onChange={(value) => put({ delimiter: DELIMITERS.find((one) => one === value) ?? 'comma' })} />
        ) : null}
        {format === 'csv' ? (
          <Select name="locale" testId="builder-locale" label={texts.locale} description={texts.localeHelp} value={options.locale ?? 'plain'} options={(['plain', ...LOCALES] as const).map((value) => ({ value, label: fileCountry(value) }))} onChange={localise} />
        ) : null}
        {format === 'csv' || format === 'jsonl' ? (
          <Select name="packed" testId="builder-packed" label={texts.packed} value={options.compress ?? 'none'} options={PACKED.map((value) => ({ value, label: texts.packings[value] }))} onChange={(value) => put({ compress: PACKED.find((one) => one === value) ?? 'none' })} />
        ) : null}
      </Flex>
      {places.length === 0 && draft.deliverTo.length === 0 ? null : (
        <MultiSelect name="deliver-to" testId="builder-deliver" label={texts.deliverTo} description={texts.deliverHelp} value={[...draft.deliverTo]} options={places.map(({ id, name }) => ({ value: id, label: name }))} onChange={(ids) => onDraft({ ...draft, deliverTo: ids.slice(0, MOST_PLACES).map(String) })} />
      )}
    </Flex>
  );
}
