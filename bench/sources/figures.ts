/** Prints a table; columns of numbers are aligned to the right. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const isNumeric = head.map((_, i) => i > 0 && rows.every((row) => /^[-\d.,]+$/.test(row[i]!)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => (isNumeric[i]! ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))).join(' | ')} |`;
  console.log(line(head));
  console.log(
    `| ${widths.map((width, i) => (isNumeric[i]! ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`,
  );
  for (const row of rows) console.log(line(row));
}

/** The middle one; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Bytes as megabytes of 10⁶. */
export function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(2);
}

/** A number with separators of thousands, without decimals: `10,000`. */
export function grouped(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
