import { testId, type Base } from './shared.ts';

export function Statistics(props: Base) {
  return (
    <div className="ui-statistics" {...testId(props.testId)}>
      {props.children}
    </div>
  );
}

export function StatisticsItem(props: Base & { label: string; number: string | number }) {
  return (
    <div className="ui-statistic" {...testId(props.testId)}>
      <div className="ui-statistic-label">{props.label}</div>
      <div className="ui-statistic-number">{props.number}</div>
      {props.children}
    </div>
  );
}

export function StatisticsTrend(props: { value: string; direction: 'increase' | 'decrease'; color?: 'red' | 'green'; testId?: string }) {
  const isUp = props.direction === 'increase';
  const color = props.color ?? (isUp ? 'green' : 'red');
  return (
    <div className={`ui-trend is-${color}`} {...testId(props.testId)}>
      <span aria-hidden="true">{isUp ? '▲' : '▼'}</span>
      <span className="ui-hidden">{isUp ? 'up' : 'down'}</span> {props.value}
    </div>
  );
}

/** A score from 0 to 100 as a ring. */
export function ScoreCircle(props: { score: number; testId?: string }) {
  const score = Math.min(Math.max(Math.round(props.score), 0), 100);
  const tone = score < 34 ? 'low' : score < 67 ? 'middle' : 'high';
  const length = 2 * Math.PI * 20;
  return (
    <svg className={`ui-score is-${tone}`} viewBox="0 0 48 48" width="48" role="img" aria-label={`Score ${score} of 100`} {...testId(props.testId)}>
      <circle cx="24" cy="24" r="20" className="ui-score-track" />
      <circle cx="24" cy="24" r="20" className="ui-score-value" strokeDasharray={`${(score / 100) * length} ${length}`} transform="rotate(-90 24 24)" />
      <text x="24" y="28.5" textAnchor="middle">
        {score}
      </text>
    </svg>
  );
}
