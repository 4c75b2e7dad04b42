/** How many files are read at once: enough to hide the disk's latency, few enough for any limit on open files. */
export const PARALLEL_READS = 16;

/** `map` over `items` with at most `limit` calls under way; results keep the order of the items. */
export async function mapWithLimit<Item, Mapped>(
  items: readonly Item[],
  limit: number,
  map: (item: Item, index: number) => Promise<Mapped>,
): Promise<Mapped[]> {
  const results = new Array<Mapped>(items.length);
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      results[index] = await map(items[index]!, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  return results;
}
