import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../../fixtures/corpus');

/** One sweep file of the corpus: `group` is its folder, `name` the key of its verdict. */
export interface CorpusFile {
  readonly group: 'valid' | 'invalid' | 'lint-only';
  readonly name: string;
  readonly text: string;
}

/** All files of the corpus, in a fixed order. */
export const corpus: readonly CorpusFile[] = (['valid', 'invalid', 'lint-only'] as const).flatMap((group) =>
  readdirSync(join(FOLDER, group))
    .sort()
    .map((file) => ({ group, name: `${group}/${file}`, text: readFileSync(join(FOLDER, group, file), 'utf8') })),
);

/** What PyYAML reads in a file: a scalar with its Python type, a mapping as pairs, a sequence; or the line of an error. */
export type Typed =
  | readonly [type: string, value: unknown]
  | { readonly mapping: readonly (readonly [Typed, Typed])[] }
  | { readonly sequence: readonly Typed[] };

/** PyYAML's reading by file name. */
export const pyyaml = JSON.parse(readFileSync(join(FOLDER, 'pyyaml.json'), 'utf8')) as Readonly<
  Record<string, Typed | { readonly error: number }>
>;
