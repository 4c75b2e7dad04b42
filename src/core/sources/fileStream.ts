import type { ByteStream, FileSystem } from '../ports';

/** Bytes read at once: large enough that the number of reads does not count, small beside any program's memory. */
export const PIECE_BYTES = 1024 * 1024;

/** A file piece by piece; whole where the host can't read parts. Iterating throws where reading fails. */
export async function* fileStream(fs: FileSystem, path: string): ByteStream {
  if (fs.readRange === undefined) {
    const whole = await fs.read(path);
    if (!whole.ok) throw new Error(whole.error.message);
    yield whole.value;
    return;
  }
  for (let start = 0; ;) {
    const piece = await fs.readRange(path, start, PIECE_BYTES);
    if (!piece.ok) throw new Error(piece.error.message);
    if (piece.value.length > 0) yield piece.value;
    start += piece.value.length;
    if (piece.value.length < PIECE_BYTES) return;
  }
}
