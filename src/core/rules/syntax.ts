import type { Rule } from './rule';

/** Y10: the file is no YAML that PyYAML reads. */
export const unreadableYaml: Rule = {
  code: 'Y10',
  name: 'unreadable-yaml',
  severity: 'error',
  description: 'The file is not YAML that `wandb sweep` can read: indentation, tabs, quotes, several documents.',
  *check({ document }) {
    for (const problem of document.syntaxErrors) {
      yield { message: `${problem.message} W&B can’t read the file like this.`, path: [], span: problem };
    }
  },
};
