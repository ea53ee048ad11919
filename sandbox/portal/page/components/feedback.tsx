import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { classes, size, testId, type Base } from './shared.ts';

type AlertVariant = 'info' | 'warning' | 'success' | 'error' | 'danger' | 'tip';

const ALERT_ICON: Record<AlertVariant, string> = {
  info: 'info',
  warning: 'warning',
  success: 'checkCircle',
  error: 'exclamationCircle',
  danger: 'exclamationCircle',
  tip: 'bulb',
};

export function Alert(props: Base & { title: string; variant?: AlertVariant }) {
  const variant = props.variant === 'error' ? 'danger' : (props.variant ?? 'info');
  const role = variant === 'danger' ? 'alert' : 'status';
  return (
    <div className={`ui-alert is-${variant}`} role={role} {...testId(props.testId)}>
      <Icon name={ALERT_ICON[variant]} size="md" />
      <div>
        {props.title && <div className="ui-alert-title">{props.title}</div>}
        {props.children}
      </div>
    </div>
  );
}

export function LoadingSpinner(props: { label: string; showLabel?: boolean; size?: string; layout?: 'inline' | 'centered'; testId?: string }) {
  return (
    <div className={classes('ui-loading', props.layout === 'centered' && 'is-centered')} role="status" {...testId(props.testId)}>
      <span className={`ui-spinner is-${size(props.size, 'sm')}`} aria-hidden="true" />
      <span className={props.showLabel ? 'ui-loading-label' : 'ui-hidden'}>{props.label}</span>
    </div>
  );
}

interface ProgressBarProps {
  title?: string;
  'aria-label'?: string;
  showPercentage?: boolean;
  value?: number;
  maxValue?: number;
  valueMax?: number;
  valueDescription?: string;
  variant?: 'success' | 'danger' | 'warning';
  testId?: string;
}

export function ProgressBar(props: ProgressBarProps) {
  const max = props.maxValue ?? props.valueMax ?? 100;
  const value = Math.min(Math.max(props.value ?? 0, 0), max);
  const percent = max > 0 ? Math.round((value / max) * 100) : 0;
  return (
    <div className="ui-progress" {...testId(props.testId)}>
      {(props.title || props.showPercentage) && (
        <div className="ui-progress-head">
          <span>{props.title}</span>
          {props.showPercentage && <span className="ui-progress-percent">{percent}%</span>}
        </div>
      )}
      <div
        className={`ui-progress-track is-${props.variant ?? 'success'}`}
        role="progressbar"
        aria-label={props['aria-label'] ?? props.title ?? 'Progress'}
        aria-valuenow={value}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuetext={props.valueDescription}
      >
        <div className="ui-progress-fill" style={{ width: `${percent}%` }} />
      </div>
      {props.valueDescription && <div className="ui-progress-note">{props.valueDescription}</div>}
    </div>
  );
}

function Drawing(props: { name: string; width: number }) {
  return (
    <svg className="ui-drawing" width={props.width} viewBox="0 0 160 110" aria-hidden="true" data-image={props.name}>
      <ellipse cx="80" cy="98" rx="62" ry="8" fill="#e8edf3" />
      <rect x="38" y="14" width="84" height="76" rx="6" fill="#fff" stroke="#b6c4d3" strokeWidth="2" />
      <rect x="38" y="14" width="84" height="16" rx="6" fill="#d5eeec" />
      <path d="M50 44h60M50 56h60M50 68h36" stroke="#cfd9e4" strokeWidth="5" strokeLinecap="round" />
      <circle cx="116" cy="78" r="17" fill="#fff4ee" stroke="#c9491a" strokeWidth="2.5" />
      <path d="M128 91l11 10" stroke="#c9491a" strokeWidth="5" strokeLinecap="round" />
    </svg>
  );
}

interface EmptyStateProps extends Base {
  title?: string;
  layout?: 'horizontal' | 'vertical';
  reverseOrder?: boolean;
  imageWidth?: number;
  imageName?: string;
  flush?: boolean;
}

export function EmptyState(props: EmptyStateProps) {
  return (
    <StateBox
      className={classes('ui-state', `is-${props.layout ?? 'horizontal'}`, props.reverseOrder && 'is-reversed', props.flush && 'is-flush')}
      title={props.title ?? 'All is not lost.'}
      drawing={<Drawing name={props.imageName ?? 'emptyStateCharts'} width={Math.min(props.imageWidth ?? 150, 300)} />}
      testId={props.testId}
    >
      {props.children}
    </StateBox>
  );
}

export function ErrorState(props: Base & { title?: string; type?: 'error' | 'support' | 'lock' }) {
  const icon = { error: 'warning', support: 'questionCircle', lock: 'locked' }[props.type ?? 'error'];
  return (
    <StateBox className="ui-state is-error is-vertical" role="alert" title={props.title ?? 'Something went wrong.'} drawing={<Icon name={icon} size="lg" />} testId={props.testId}>
      {props.children}
    </StateBox>
  );
}

function StateBox(props: { className: string; title: string; role?: string; drawing: ReactNode; testId: string | undefined; children: ReactNode }) {
  return (
    <div className={props.className} role={props.role} {...testId(props.testId)}>
      <div className="ui-state-text">
        <h4>{props.title}</h4>
        {props.children}
      </div>
      {props.drawing}
    </div>
  );
}

export function Illustration(props: { name: string; alt?: string; width?: number; testId?: string }) {
  return (
    <span role="img" aria-label={props.alt ?? props.name} {...testId(props.testId)}>
      <Drawing name={props.name} width={props.width ?? 160} />
    </span>
  );
}
