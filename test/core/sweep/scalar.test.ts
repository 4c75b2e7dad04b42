import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { fieldsOf } from '../../../src/core/sweep/node';
import { pythonFloat, resolvePlain, resolveTagged, writeNumber } from '../../../src/core/sweep/scalar';
import fixture from '../../fixtures/pyyaml_scalars.json';

const cases = fixture as readonly { source: string; type: string; value: unknown }[];

/** JSON has no infinities and rounds big integers, so the fixture's value is made comparable. */
function comparable(value: unknown): unknown {
  if (value === 'inf') return Infinity;
  if (value === '-inf') return -Infinity;
  return value === 'nan' ? NaN : value;
}

describe('typing of scalars, against PyYAML 6.0.3', () => {
  it('has the whole fixture', () => {
    expect(cases).toHaveLength(144);
  });

  it.each(cases.map((one) => [one.source, one] as const))('types %s', (source, { type, value }) => {
    const document = parseSweepDocument(`key: ${source}\n`);
    if (type === 'error') {
      expect(document.syntaxErrors).not.toEqual([]);
      return;
    }
    expect(document.syntaxErrors).toEqual([]);
    const node = fieldsOf(document.root).get('key')?.value;
    expect(node).toMatchObject({ kind: 'scalar', type });
    if (node?.kind !== 'scalar' || type === 'date' || type === 'datetime') return;
    expect(node.value).toEqual(type === 'float' ? comparable(value) : value);
  });

  it('refuses what PyYAML matches and then fails to convert', () => {
    expect(resolvePlain('0x_').type).toBe('invalid');
    expect(resolvePlain('2020-13-01').type).toBe('invalid');
    expect(resolvePlain('2023-02-29').type).toBe('invalid');
    expect(resolvePlain('2024-02-29').type).toBe('date');
    expect(resolvePlain('<<').type).toBe('invalid');
    expect(resolveTagged('tag:yaml.org,2002:int', 'x').type).toBe('invalid');
    expect(resolveTagged('!mine', '1').type).toBe('invalid');
  });

  it('writes numbers that PyYAML reads back as the same float', () => {
    expect(writeNumber(0.00001)).toBe('0.00001');
    expect(writeNumber(1e-7)).toBe('1.0e-7');
    expect(writeNumber(2.5e30)).toBe('2.5e+30');
    expect(writeNumber(3)).toBe('3.0');
    expect(writeNumber(3, 'int')).toBe('3');
    fc.assert(
      fc.property(
        fc.double().filter((value) => !Object.is(value, -0)),
        (value) => {
          expect(resolvePlain(writeNumber(value))).toEqual({ type: 'float', value });
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });

  it('reads text as float() does', () => {
    expect(pythonFloat('1e-5')).toBe(0.00001);
    expect(pythonFloat('-.5')).toBe(-0.5);
    expect(pythonFloat('1e')).toBeNull();
    expect(pythonFloat('')).toBeNull();
  });
});
