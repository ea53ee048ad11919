export type ChartRow = Record<string, number | string>;

export interface ChartProps {
  data: ChartRow[] | { data: ChartRow[]; options?: { propertyLabels?: Record<string, Record<string, string>> } };
  axes: {
    x: { field: string; fieldType: string; label?: string };
    y: { field: string; fieldType: string; label?: string };
    options?: { groupFieldByColor?: string; stacking?: boolean; colors?: Record<string, string> };
  };
  options?: { title?: string; showLegend?: boolean; showTooltips?: boolean; showDataLabels?: boolean; colorList?: string[]; colors?: string[] };
  testId?: string;
}

export interface Series {
  key: string;
  label: string;
  color: string;
  /** One value per category; undefined where there is no row. */
  values: (number | undefined)[];
}

const COLORS: Record<string, string> = {
  orange: '#e07a45',
  aqua: '#17998f',
  purple: '#7d6bb5',
  yellow: '#d9a51f',
  pink: '#cf5f8d',
  blue: '#3c7dc4',
  green: '#4f9d58',
  darkOrange: '#a84a1b',
  darkAqua: '#0b6660',
  darkPurple: '#54438a',
  darkYellow: '#9a7208',
  darkPink: '#973763',
  darkBlue: '#235489',
  darkGreen: '#2f6e38',
};

/** Rows in long form to categories and one series per colour group; `top` is a round number above all values. */
export function chartModel(props: ChartProps): { categories: string[]; series: Series[]; top: number } {
  const rows = Array.isArray(props.data) ? props.data : props.data.data;
  const labels = Array.isArray(props.data) ? {} : (props.data.options?.propertyLabels ?? {});
  const { x, y, options } = props.axes;
  const group = options?.groupFieldByColor;
  const label = (field: string, value: string) => labels[field]?.[value] ?? value;
  const names = [...new Set(rows.map((row) => String(row[x.field])))];
  const keys = group ? [...new Set(rows.map((row) => String(row[group])))] : [y.field];
  const palette = props.options?.colorList ?? props.options?.colors ?? Object.keys(COLORS);
  const series = keys.map((key, index) => ({
    key,
    label: group ? label(group, key) : (y.label ?? key),
    color: COLORS[options?.colors?.[key] ?? palette[index % palette.length] ?? 'aqua'] ?? '#17998f',
    values: names.map((name) => sum(rows.filter((row) => String(row[x.field]) === name && (!group || String(row[group]) === key)), y.field)),
  }));
  const totals = names.map((_, at) => {
    const values = series.map((one) => one.values[at] ?? 0);
    return options?.stacking ? values.reduce((a, b) => a + b, 0) : Math.max(...values, 0);
  });
  return { categories: names.map((name) => label(x.field, name)), series, top: roundUp(Math.max(...totals, 1)) };
}

function sum(rows: ChartRow[], field: string): number | undefined {
  if (rows.length === 0) return undefined;
  return rows.reduce((total, row) => total + (Number(row[field]) || 0), 0);
}

function roundUp(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * unit >= value) ?? 10;
  return step * unit;
}
