import { basename, dirname, resolve } from 'node:path';
import { findProgram } from '../core/knowledge/findProgram';
import type { ProgramFile } from '../core/knowledge/programFile';
import { fieldsOf, textOf } from '../core/sweep/node';
import type { SweepDocument } from '../core/sweep/document';
import { nodeFileSystem } from '../node/fileSystem';

/** The script that a sweep file names: beside the file, or where the command is run. */
export async function programOf(sweep: SweepDocument, sweepPath: string): Promise<ProgramFile | null> {
  const program = textOf(fieldsOf(sweep.root).get('program')?.value);
  if (program === null) return null;
  const here = nodeFileSystem(process.cwd());
  if (sweepPath === '-') return findProgram(here, 'sweep.yaml', program);
  const path = resolve(sweepPath);
  const beside = await findProgram(nodeFileSystem(dirname(path)), basename(path), program);
  return beside?.contents === null ? findProgram(here, 'sweep.yaml', program) : beside;
}
