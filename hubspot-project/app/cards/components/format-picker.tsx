import { Select } from '@hubspot/ui-extensions';
import type { ExportFormat } from '@siderail/contract';
import type { Export } from '../hooks/use-export.ts';
import { texts } from '../texts.ts';

const FORMATS: readonly ExportFormat[] = ['csv', 'xlsx', 'jsonl'];

/** What kind of file the export button makes. */
export function FormatPicker({ exporter }: { readonly exporter: Export }) {
  const { fileFormat, setFileFormat } = exporter;
  return (
    <Select
      label={texts.fileFormat}
      name="format"
      testId="format-select"
      value={fileFormat}
      options={FORMATS.map((one) => ({ label: texts.fileFormatName(one), value: one }))}
      onChange={(value) => setFileFormat(FORMATS.find((one) => one === value) ?? fileFormat)}
    />
  );
}
