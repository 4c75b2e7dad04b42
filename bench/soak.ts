// Two hours of work with dist/extension.js, compressed: 60 rounds in which a sweep file is opened and edited (120 keystrokes),
// its runs are analysed and refreshed, and everything is closed again. What the extension holds of the editor is counted after
// each round – listeners, providers, panels, watchers, timers –, and so is the heap after garbage collection.
// Usage: npm run bench:soak [-- --rounds 10]   (after npm run package)
import { soak } from '../test/soak/soak';

async function main(): Promise<void> {
  const at = process.argv.indexOf('--rounds');
  const rounds = at === -1 ? 60 : Number(process.argv[at + 1]);
  const start = performance.now();
  const states = await soak(process.cwd(), {
    rounds,
    edits: 60,
    told: (round, { heap, counts }) => {
      const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
      if (round % 5 === 0) console.log(`round ${round + 1}: heap ${(heap / 1e6).toFixed(2)} MB, ${total} things held`);
    },
  });
  const [first, last] = [states[Math.min(4, states.length - 1)], states.at(-1)];
  if (!first || !last) return;
  const grown = Object.entries(last.counts).filter(([kind, count]) => count !== first.counts[kind]);
  console.log(`${rounds} rounds in ${Math.round((performance.now() - start) / 1000)} s`);
  console.log(`heap from round 5 to the last: ${((last.heap - first.heap) / 1e3).toFixed(0)} KB`);
  console.log(
    grown.length === 0 ? 'Nothing is held that was not held before.' : `Held besides: ${JSON.stringify(grown)}`,
  );
}

void main();
