import { writeNumber } from '../sweep/scalar';
import { decimalReadings } from './splitValue';

/** What text in the place of a number was most likely meant as. */
export interface MeantNumber {
  /** What to write instead, the likelier one first. */
  readonly readings: readonly string[];
  /** What is wrong with it as it is written, one sentence for the user. */
  readonly advice: string;
}

/** Ways to write numbers that YAML does not know; `null` for text that is no number in any of them. */
export function meantNumber(written: string): MeantNumber | null {
  const points = decimalReadings(written);
  if (points) return { readings: points, advice: 'A decimal number has a point.' };
  const [, ended] = /^([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)),$/.exec(written) ?? [];
  if (ended !== undefined) return { readings: [ended], advice: 'Outside of braces, no comma ends a value.' };
  const [, number, comment] = /^([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))(#.*)$/.exec(written) ?? [];
  if (number !== undefined)
    return { readings: [`${number} ${comment!}`], advice: 'A comment needs a space before its #.' };
  const power = powerOfTen(written);
  return power === null ? null : { readings: [power], advice: 'YAML computes nothing.' };
}

/** `10^-5`, `2*10**-4` or `3x10^6`, written as one number. */
function powerOfTen(written: string): string | null {
  const [, factor = '1', exponent] =
    /^(?:([0-9]+(?:\.[0-9]+)?) ?[*x×] ?)?10 ?(?:\^|\*\*) ?([-+]?[0-9]{1,2})$/.exec(written) ?? [];
  if (exponent === undefined) return null;
  const value = Number(`${factor}e${exponent}`);
  return writeNumber(value, Number.isSafeInteger(value) ? 'int' : 'float');
}
