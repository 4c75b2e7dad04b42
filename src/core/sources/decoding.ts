/** Turns the bytes of a text file into text, piece by piece. */
export interface Decoding {
  push(bytes: Uint8Array): string;
  end(): string;
}

/**
 * Starts decoding: UTF-8, or UTF-16 where a byte order mark says so, as spreadsheets write it. The mark is left out;
 * bytes that are no text become U+FFFD.
 */
export function createDecoding(): Decoding {
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  /** The first byte alone can't tell. */
  let first: Uint8Array = new Uint8Array(0);

  return {
    push(bytes) {
      if (decoder !== null) return decoder.decode(bytes, { stream: true });
      const start = new Uint8Array(first.length + bytes.length);
      start.set(first);
      start.set(bytes, first.length);
      first = start;
      if (start.length < 2) return '';
      decoder = new TextDecoder(encodingOf(start));
      first = new Uint8Array(0);
      return decoder.decode(start, { stream: true });
    },
    end() {
      decoder ??= new TextDecoder();
      return decoder.decode(first);
    },
  };
}

function encodingOf(start: Uint8Array): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}
