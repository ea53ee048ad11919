import type { ReactNode } from 'react';
import { chartModel, type ChartProps, type Series } from './chart-model.ts';
import { testId } from './shared.ts';

const WIDTH = 480;
const HEIGHT = 240;
const PLOT = { left: 48, right: 16, top: 12, bottom: 36 };
const inner = { width: WIDTH - PLOT.left - PLOT.right, height: HEIGHT - PLOT.top - PLOT.bottom };

const compact = new Intl.NumberFormat('en', { notation: 'compact' });

function Frame(props: ChartProps & { categories: string[]; series: Series[]; top: number; children: ReactNode }) {
  const hasLegend = props.options?.showLegend ?? props.series.length > 1;
  const every = Math.ceil(props.categories.length / 12);
  return (
    <figure className="ui-chart" {...testId(props.testId)}>
      {props.options?.title && <figcaption>{props.options.title}</figcaption>}
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={props.options?.title ?? 'Chart'}>
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <g key={share}>
            <line className="ui-chart-grid" x1={PLOT.left} x2={WIDTH - PLOT.right} y1={yAt(share)} y2={yAt(share)} />
            <text x={PLOT.left - 8} y={yAt(share) + 4} textAnchor="end">
              {compact.format(share * props.top)}
            </text>
          </g>
        ))}
        {props.categories.map((name, at) =>
          at % every === 0 ? (
            <text key={at} x={xAt(at, props.categories.length)} y={HEIGHT - 14} textAnchor="middle">
              {name.length > 12 ? `${name.slice(0, 11)}…` : name}
            </text>
          ) : null,
        )}
        {props.children}
      </svg>
      {hasLegend && (
        <ul className="ui-legend">
          {props.series.map((one) => (
            <li key={one.key}>
              <span style={{ background: one.color }} /> {one.label}
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}

function yAt(share: number): number {
  return PLOT.top + inner.height * (1 - share);
}

function xAt(index: number, count: number): number {
  return PLOT.left + (inner.width * (index + 0.5)) / Math.max(count, 1);
}

export function BarChart(props: ChartProps) {
  const model = chartModel(props);
  const stacked = props.axes.options?.stacking === true;
  const slot = inner.width / Math.max(model.categories.length, 1);
  const bar = Math.min(48, (slot * 0.7) / (stacked ? 1 : model.series.length));
  return (
    <Frame {...props} {...model}>
      {model.categories.map((name, at) => {
        let base = 0;
        return model.series.map((one, index) => {
          const value = one.values[at] ?? 0;
          const height = (value / model.top) * inner.height;
          const offset = stacked ? -bar / 2 : (index - model.series.length / 2) * bar;
          const y = yAt(base / model.top) - height;
          if (stacked) base += value;
          return (
            <g key={one.key}>
              <rect x={xAt(at, model.categories.length) + offset} y={y} width={bar} height={height} fill={one.color} rx="2">
                <title>{`${name}, ${one.label}: ${value}`}</title>
              </rect>
              {props.options?.showDataLabels && (
                <text x={xAt(at, model.categories.length) + offset + bar / 2} y={y - 4} textAnchor="middle">
                  {compact.format(value)}
                </text>
              )}
            </g>
          );
        });
      })}
    </Frame>
  );
}

export function LineChart(props: ChartProps) {
  const model = chartModel(props);
  return (
    <Frame {...props} {...model}>
      {model.series.map((one) => {
        const points = one.values.flatMap((value, at) => (value === undefined ? [] : [{ x: xAt(at, model.categories.length), y: yAt(value / model.top), value, at }]));
        return (
          <g key={one.key}>
            <polyline points={points.map((point) => `${point.x},${point.y}`).join(' ')} fill="none" stroke={one.color} strokeWidth="2.5" />
            {points.map((point) => (
              <circle key={point.at} cx={point.x} cy={point.y} r="3.5" fill={one.color}>
                <title>{`${model.categories[point.at]}, ${one.label}: ${point.value}`}</title>
              </circle>
            ))}
          </g>
        );
      })}
    </Frame>
  );
}
