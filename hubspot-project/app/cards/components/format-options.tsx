import { Accordion, Flex, Select } from '@hubspot/ui-extensions';
import type { Compress, Country, FileFormat, Separator } from '../hooks/use-file-format.ts';
import { useTexts } from '../texts/use-texts.ts';

const COUNTRIES: readonly Country[] = ['plain', 'de-DE', 'de-CH', 'fr-FR', 'en-GB', 'en-US'];
const SEPARATORS: readonly Separator[] = ['comma', 'semicolon', 'tab'];
const COMPRESS: readonly Compress[] = ['none', 'gzip', 'zip'];

/** How the file is written, where its kind leaves a choice. What is there already suits most people: closed, it only says what that is. */
export function FormatOptions({ file }: { readonly file: FileFormat }) {
  const texts = useTexts();
  const { country, separator, compress } = file;
  if (country === null && separator === null && compress === null) return null;
  const chosen = [
    ...(country === null || country === 'plain' ? [] : [beginning(texts.fileCountry(country), ':')]),
    ...(separator === null ? [] : [beginning(texts.separatorName(separator), ' ')]),
    ...(compress === null || compress === 'none' ? [] : [texts.compressName(compress)]),
  ];
  return (
    <Accordion title={texts.fileOptions(chosen)} size="xs" testId="file-options">
      <Flex gap="sm" wrap="wrap" align="end">
        {country === null ? null : (
          <Select
            label={texts.country}
            name="country"
            testId="country-select"
            value={country}
            options={COUNTRIES.map((one) => ({ label: texts.fileCountry(one), value: one }))}
            onChange={(value) => file.setCountry(COUNTRIES.find((one) => one === value) ?? country)}
          />
        )}
        {separator === null ? null : (
          <Select
            label={texts.separator}
            name="separator"
            testId="separator-select"
            value={separator}
            options={SEPARATORS.map((one) => ({ label: texts.separatorName(one), value: one }))}
            onChange={(value) => file.setSeparator(SEPARATORS.find((one) => one === value) ?? separator)}
          />
        )}
        {compress === null ? null : (
          <Select
            label={texts.compress}
            name="compress"
            testId="compress-select"
            value={compress}
            options={COMPRESS.map((one) => ({ label: texts.compressName(one), value: one }))}
            onChange={(value) => file.setCompress(COMPRESS.find((one) => one === value) ?? compress)}
          />
        )}
      </Flex>
    </Accordion>
  );
}

/** A choice in short: its name without the example behind it. */
function beginning(words: string, end: string): string {
  return words.split(end)[0] ?? words;
}
