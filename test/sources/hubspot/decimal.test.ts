import { describe, expect, it } from 'vitest';
import { addDecimals, compareDecimals, formatDecimal, parseDecimal, type Decimal } from '../../../src/sources/hubspot/decimal.ts';

const decimal = (text: string): Decimal => parseDecimal(text) ?? { units: 0n, scale: -1 };

describe('money is added without drift', () => {
  it('ten thousand times 0.1 is 1000.0', () => {
    let sum: Decimal = { units: 0n, scale: 0 };
    for (let index = 0; index < 10_000; index += 1) sum = addDecimals(sum, decimal('0.1'));

    expect(formatDecimal(sum)).toBe('1000.0');
  });

  it.each([
    ['9007199254740993', '1', '9007199254740994'],
    ['10', '2.50', '12.50'],
    ['-0.005', '0.001', '-0.004'],
    ['1.2E7', '0.5', '12000000.5'],
    ['5e-3', '0', '0.005'],
    ['.5', '1.', '1.5'],
  ])('%s + %s = %s', (a, b, sum) => {
    expect(formatDecimal(addDecimals(decimal(a), decimal(b)))).toBe(sum);
  });

  it.each(['', '-', '.', '1,5', '1e99999', 'NaN', 'Infinity', '0x10', '1.2.3'])('%j is no number', (text) => {
    expect(parseDecimal(text)).toBeNull();
  });

  it('numbers compare by value, not by spelling', () => {
    expect(compareDecimals(decimal('1.50'), decimal('1.5'))).toBe(0);
    expect(compareDecimals(decimal('10'), decimal('9.99'))).toBe(1);
    expect(compareDecimals(decimal('-2'), decimal('1'))).toBe(-1);
  });
});
