import { Flex, Select } from '@hubspot/ui-extensions';
import type { Compress, FileFormat, Separator } from '../hooks/use-file-format.ts';
import { useTexts } from '../texts/use-texts.ts';

const SEPARATORS: readonly Separator[] = ['comma', 'semicolon', 'tab'];
const COMPRESS: readonly Compress[] = ['none', 'gzip', 'zip'];

/** How the file is written, where its kind leaves a choice: what is there already suits most people, so it stands back behind the kind of file. */
export function FormatOptions({ file }: { readonly file: FileFormat }) {
  const texts = useTexts();
  const { separator, compress } = file;
  if (separator === null && compress === null) return null;
  return (
    <Flex gap="sm" wrap="wrap" align="end">
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
  );
}
