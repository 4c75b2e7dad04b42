import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';

export { grouped } from './figures';

/** Files that are read in several ways, each by a process of its own. */
export interface Part {
  readonly name: string;
  readonly title: string;
  /** Writes the files below `folder`, `scale` (from 0 to 1) of their full size; says what was written. */
  readonly make: (folder: string, scale: number) => Promise<string>;
  /** The ways to read them by name; the first one is what the others are compared with. */
  readonly contenders: Readonly<Record<string, (folder: string) => Promise<Work>>>;
}

/** What a way read, and in words what it made of it. */
export interface Work {
  readonly bytes: number;
  readonly note: string;
}

/** Numbers from 0 to 1, the same for the same seed. */
export function randomNumbers(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
}
