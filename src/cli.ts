import { version } from '../package.json';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { runAnalyze } from './cli/analyzeCommand';
import { runCheck } from './cli/checkCommand';
import { runCompare } from './cli/compareCommand';
import { runRuns } from './cli/runsCommand';
import { CRASHED_CHOICES, DEFAULT_CRASHED, type CountsAsCrashed } from './core/runs/crashedChoice';
import { EXIT, processTerminal } from './cli/terminal';

const SOURCE_HELP =
  'entity/project/sweep, entity/project or the address of a W&B page; a wandb/ directory or the folder that holds one; ' +
  'or a .json, .jsonl or .csv file; - reads standard input';

const BASE_URL_HELP = 'the W&B server, such as https://wandb.example.com; otherwise WANDB_BASE_URL, or W&B’s own';

/** A whole number of `0` or more, or an error that commander shows with the option's name. */
function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number of 0 or more.');
  return Number(text);
}

/** A share from 0 to 1. */
function share(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1)) {
    throw new InvalidArgumentError('It must be a share from 0 to 1, such as 0.4.');
  }
  return value;
}

/** What counts as crashed, separated by commas. */
function crashedChoices(text: string): readonly CountsAsCrashed[] {
  const chosen = text.split(',').map((word) => word.trim());
  const known = CRASHED_CHOICES.filter((choice) => chosen.includes(choice));
  if (known.length < new Set(chosen).size) {
    throw new InvalidArgumentError(`It must be some of ${CRASHED_CHOICES.join(', ')}, separated by commas.`);
  }
  return known;
}

function createProgram(setExitCode: (code: number) => void): Command {
  const terminal = processTerminal();
  const program = new Command('sweep-guard')
    .description('Checks W&B sweep files, and says which settings go with crashed runs.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('(sweep-guard --help lists what there is)');

  program
    .command('check')
    .description('say what is wrong or risky in sweep files')
    .argument('<file...>', 'sweep files; - reads standard input')
    .addOption(
      new Option('--format <format>', 'how to print').choices(['text', 'json', 'sarif', 'github']).default('text'),
    )
    .option('--rules <file>', 'the team’s rules; otherwise the nearest .sweepguard.yaml above each sweep file')
    .option('--max-warnings <count>', 'exit 1 when there are more warnings than this', wholeNumber)
    .action(async (files: string[], options: Parameters<typeof runCheck>[1]) => {
      setExitCode(await runCheck(files, options, terminal));
    });

  program
    .command('analyze')
    .description('compare crashed runs with completed ones')
    .argument('<source>', SOURCE_HELP)
    .option('--sweep <file>', 'the sweep file to hold the runs against; by default the one that came with them')
    .option('--metric <name>', 'the metric by which the best run is chosen')
    .option(
      '--crashed <outcomes>',
      `what counts as crashed: some of ${CRASHED_CHOICES.join(', ')} (default: ${DEFAULT_CRASHED.join(',')})`,
      crashedChoices,
    )
    .option('--baseline <run>', 'the run that the others are held against')
    .addOption(new Option('--format <format>', 'what to print').choices(['text', 'json', 'markdown', 'html']))
    .option('--out <file>', 'write there instead of printing; .md, .html and .json choose the format')
    .option('--write-next <file>', 'write the sweep file of --sweep with the safe bounds, to be started next')
    .option('--pair', 'with --write-next: settings that crash together become one parameter of the other combinations')
    .option('--fail-above <rate>', 'exit 1 when more than this share of the runs crashed (0 to 1)', share)
    .option('--base-url <url>', BASE_URL_HELP)
    .action(async (source: string, options: Parameters<typeof runAnalyze>[1]) => {
      setExitCode(await runAnalyze(source, options, terminal));
    });

  program
    .command('compare')
    .description('say whether later sweeps crashed less than the first')
    .argument('<source...>', `two sweeps or more, in the order in which they ran: ${SOURCE_HELP}`)
    .option(
      '--crashed <outcomes>',
      `what counts as crashed, in all of them: some of ${CRASHED_CHOICES.join(', ')} (default: ${DEFAULT_CRASHED.join(',')})`,
      crashedChoices,
    )
    .addOption(new Option('--format <format>', 'what to print').choices(['text', 'json', 'markdown']).default('text'))
    .option('--out <file>', 'write there instead of printing')
    .option('--base-url <url>', BASE_URL_HELP)
    .action(async (sources: string[], options: Parameters<typeof runCompare>[1]) => {
      setExitCode(await runCompare(sources, options, terminal));
    });

  program
    .command('runs')
    .description('list the runs with what became of each')
    .argument('<source>', SOURCE_HELP)
    .addOption(new Option('--format <format>', 'how to print').choices(['json', 'csv']).default('json'))
    .option('--out <file>', 'write there instead of printing')
    .option('--base-url <url>', BASE_URL_HELP)
    .action(async (source: string, options: Parameters<typeof runRuns>[1]) => {
      setExitCode(await runRuns(source, options, terminal));
    });
  return program;
}

async function main(): Promise<void> {
  // A reader such as `head` that closes the pipe early is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) =>
    process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.usage),
  );
  try {
    await createProgram((code) => {
      process.exitCode = code;
    }).parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
      return;
    }
    process.stderr.write(
      `sweep-guard: this should not have happened: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exitCode = EXIT.usage;
  }
}

void main();
