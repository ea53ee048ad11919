import type { ReactNode } from 'react';

/** Props every SDK component may carry. */
export interface Base {
  testId?: string;
  children?: ReactNode;
}

const SIZES: Record<string, string> = {
  flush: 'flush',
  xs: 'xs',
  'extra-small': 'xs',
  sm: 'sm',
  small: 'sm',
  md: 'md',
  medium: 'md',
  default: 'md',
  lg: 'lg',
  large: 'lg',
  xl: 'xl',
  'extra-large': 'xl',
};

/** `small` and `sm` are the same size in the SDK; an unknown one falls back. */
export function size(value: string | undefined, fallback: string): string {
  return SIZES[value ?? fallback] ?? fallback;
}

/** Joins class names, leaving out what is false. */
export function classes(...names: (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}

/** `data-testid` for playwright's getByTestId. */
export function testId(value: string | undefined): { 'data-testid'?: string } {
  return value === undefined ? {} : { 'data-testid': value };
}
