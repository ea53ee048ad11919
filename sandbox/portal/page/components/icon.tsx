import { iconPaths } from './icon-paths.ts';
import { classes, size, testId } from './shared.ts';

interface IconProps {
  name: string;
  size?: string;
  color?: 'alert' | 'warning' | 'success' | 'inherit';
  screenReaderText?: string;
  testId?: string;
}

/** Our own drawings: the SDK's names, not HubSpot's art. A name we have not drawn shows a plain ring. */
export function Icon(props: IconProps) {
  const path = iconPaths[props.name] ?? iconPaths.circleHollow ?? '';
  return (
    <span className={classes('ui-icon', `is-${size(props.size, 'sm')}`, props.color && `is-${props.color}`)} {...testId(props.testId)}>
      <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" data-icon={props.name}>
        <path d={path} />
      </svg>
      {props.screenReaderText && <span className="ui-hidden">{props.screenReaderText}</span>}
    </span>
  );
}
