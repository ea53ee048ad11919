import { useHandler } from '../card/use-handler.ts';
import { classes, size, testId } from './shared.ts';

interface StepIndicatorProps {
  stepNames: string[];
  currentStep?: number;
  direction?: 'horizontal' | 'vertical';
  circleSize?: string;
  variant?: 'default' | 'compact' | 'flush';
  onClick?: (stepIndex: number) => void;
  testId?: string;
}

/** `currentStep` counts from 0. A compact indicator names only the current step. */
export function StepIndicator(props: StepIndicatorProps) {
  const call = useHandler();
  const current = props.currentStep ?? 0;
  const variant = props.variant ?? 'default';
  return (
    <ol className={`ui-steps is-${props.direction ?? 'horizontal'} is-${variant} is-${size(props.circleSize, 'sm')}`} {...testId(props.testId)}>
      {props.stepNames.map((name, index) => (
        <li key={index} className={classes(index < current && 'is-done', index === current && 'is-current')} aria-current={index === current ? 'step' : undefined}>
          <button type="button" onClick={() => void call(props.onClick, index)}>
            <span className="ui-step-circle" aria-hidden="true" />
            {(variant !== 'compact' || index === current) && <span>{name}</span>}
          </button>
        </li>
      ))}
    </ol>
  );
}
