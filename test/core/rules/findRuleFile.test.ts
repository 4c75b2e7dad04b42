import { describe, expect, it } from 'vitest';
import { findRuleFile, ruleFilePaths } from '../../../src/core/rules/findRuleFile';
import { memoryFileSystem } from '../memoryFileSystem';

const files = memoryFileSystem(
  {
    '.sweepguard.yaml': 'root',
    'vision/.sweepguard.yaml': 'vision',
    'vision/cones/sweep.yaml': '',
    'text/sweep.yaml': '',
    'secret/.sweepguard.yaml': 'secret',
  },
  { denied: ['secret'] },
);

describe('the rule file of a sweep file', () => {
  it('is looked for beside the sweep file first, then in each folder above', () => {
    expect(ruleFilePaths('sweeps/vision/sweep.yaml')).toEqual([
      'sweeps/vision/.sweepguard.yaml',
      'sweeps/.sweepguard.yaml',
      '.sweepguard.yaml',
    ]);
    expect(ruleFilePaths('sweep.yaml')).toEqual(['.sweepguard.yaml']);
  });

  it('is the nearest one, and counts for no other folder', async () => {
    const found = async (path: string) => {
      const result = await findRuleFile(files, path);
      return result.ok ? result.value : result.error;
    };
    expect(await found('vision/cones/sweep.yaml')).toEqual({ path: 'vision/.sweepguard.yaml', text: 'vision' });
    expect(await found('text/sweep.yaml')).toEqual({ path: '.sweepguard.yaml', text: 'root' });
    expect(await found('secret/sweep.yaml')).toMatchObject({ kind: 'no-permission', path: 'secret/.sweepguard.yaml' });
    const none = await findRuleFile(memoryFileSystem({}), 'a/sweep.yaml');
    expect(none).toEqual({ ok: true, value: null });
  });
});
