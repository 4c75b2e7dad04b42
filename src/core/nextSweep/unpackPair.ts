import { plainText } from '../plainText';
import { argsMacros } from '../sweep/command';
import type { SweepDocument } from '../sweep/document';
import type { PairedParameters } from './pairedParameters';
import { pythonLiteral } from './python';

/**
 * Lines of Python for the training script that make single settings of a pair again: on W&B's configuration, and where
 * the sweep's command hands settings over, on those that `argparse` read.
 */
export function unpackLines({ name, replaced }: PairedParameters, { root }: SweepDocument): readonly string[] {
  const macros = argsMacros(root);
  const setting = pythonLiteral(name);
  const config = [
    'import json',
    '',
    '# Right behind run = wandb.init(...):',
    `run.config.update(json.loads(run.config.get(${setting}, "{}")), allow_val_change=True)`,
  ];
  if (macros.length === 0) return config;
  const option = pythonLiteral(`--${name}`);
  return [
    ...config,
    '',
    '# Where the script reads its settings from the command line: the option, in front of parse_args(), ...',
    `parser.add_argument(${option}, type=json.loads, default={})`,
    '# ... and right behind args = parser.parse_args():',
    `for key, value in args.${name}.items():`,
    '    setattr(args, key.replace("-", "_"), value)',
    ...(macros.every((macro) => macro === 'args' || macro === 'args_no_equals' || macro === 'args_no_boolean_flags')
      ? []
      : [
          `# The command of the sweep writes its options in another way than --name=value; ${name} arrives as JSON`,
          `# there, to be taken apart where the script reads ${plainText(replaced.join(' and '), 200)}.`,
        ]),
  ];
}

/** The lines as a document of their own, to copy from. */
export function unpackSnippet(pair: PairedParameters, document: SweepDocument): string {
  const names = plainText(pair.replaced.join(' and '), 200);
  return [
    `# Written by Sweep Guard: makes ${names} of ${pair.name} again, which stands for them in the sweep.`,
    ...unpackLines(pair, document),
    '',
  ].join('\n');
}
