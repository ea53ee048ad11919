import { Select } from '@hubspot/ui-extensions';
import type { ExportFormat } from '@siderail/contract';
import type { FileFormat } from '../hooks/use-file-format.ts';
import { useTexts } from '../texts/use-texts.ts';

const FORMATS: readonly ExportFormat[] = ['csv', 'xlsx', 'jsonl', 'parquet'];

/** What kind of file the export button makes. */
export function FormatPicker({ file }: { readonly file: FileFormat }) {
  const texts = useTexts();
  return (
    <Select
      label={texts.fileFormat}
      name="format"
      testId="format-select"
      value={file.format}
      options={FORMATS.map((one) => ({ label: texts.fileFormatName(one), value: one }))}
      onChange={(value) => file.setFormat(FORMATS.find((one) => one === value) ?? file.format)}
    />
  );
}
