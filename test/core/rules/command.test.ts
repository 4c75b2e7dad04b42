import { describe, expect, it } from 'vitest';
import { codesSeen, seen } from './findings';

/** A sweep with these items of the command, each quoted, and these parameters. */
function sweep(
  items: readonly string[] | null,
  parameters = 'lr: {min: 0.001, max: 0.1}',
  program = 'train.py',
): string {
  const command = items ? `command: [${items.map((item) => JSON.stringify(item)).join(', ')}]` : '# no command';
  return `${program && `program: ${program}`}\nmethod: random\n${command}\nparameters:\n  ${parameters}\n`;
}
const DEFAULT = ['${env}', '${interpreter}', '${program}', '${args}'];

describe('commands that work', () => {
  it.each([
    [null],
    [DEFAULT],
    [['${env}', 'python3', '-m', 'pkg.train', '${args_no_hyphens}']],
    [['bash', '-c', 'cd src && python train.py "$@"', '--', '${args}']],
    [['${env}', '${interpreter}', '${program}', '--data=${envvar:DATA_DIR}/x', '${args_json_file}']],
    [['torchrun', '--nproc_per_node', '2', '${program}', '${args}']],
    [['echo', 'hello world', '${args}']],
    [['python', '${program}', '--name=two words', '${args}']],
    [['python', '-c', 'import x; x.main()', '${args}']],
    [['yolo', 'detect', 'train', 'data=coco.yaml', '${args_no_hyphens}']],
  ])('%j', (items) => {
    expect(codesSeen(sweep(items), 'C')).toEqual([]);
  });
});

describe('C01 and C02', () => {
  it('C01: neither program nor command', () => {
    expect(seen(sweep(null, undefined, ''), 'C01')).toMatchObject([{ severity: 'info', marked: 'method' }]);
    expect(codesSeen(sweep(null, undefined, '').replace('method', 'programm: a.py\nmethod'), 'C')).toEqual([]);
    expect(codesSeen(`job: a\n${sweep(null, undefined, '')}`, 'C')).toEqual([]);
  });

  it.each([
    [['${args}'], 'train.py', '"${args}"', ['Put ${env}, ${interpreter}, ${program} in front']],
    [['${args}', 'python', '${program}'], 'train.py', '"${args}"', []],
    [['${env}', 'python', '${args}'], 'train.py', '"${env}"', []],
    [['python', '${program}', '${args}'], '', '"${program}"', []],
  ])('C02: %j with program %j', (items, program, marked, fixes) => {
    expect(seen(sweep(items, undefined, program), 'C02')).toMatchObject([{ severity: 'error', marked, fixes }]);
  });
});

describe('C03 and C04', () => {
  it.each([
    ['${foo}', []],
    ['${arg}', ['Remove the item']],
    ['${interpeter}', ['Write ${interpreter}']],
    ['${HOME}', ['Write ${envvar:HOME}']],
    ['${lr}', ['Remove the item']],
  ])('C03: %s is dropped', (item, fixes) => {
    const text = sweep(['python', '${program}', item, '${args}']);
    expect(seen(text, 'C03')).toMatchObject([{ severity: 'warning', marked: JSON.stringify(item), path: 'command/2' }]);
    if (item !== '${foo}') expect(seen(text, 'C03')[0]?.fixes).toEqual(fixes);
  });

  it('C03: names the macro that is meant', () => {
    expect(seen(sweep(['python', '${program}', '${args_dict}']), 'C03')).toMatchObject([
      {
        message: 'W&B drops ${args_dict}, which it does not know: did you mean ${args}?',
        fixes: ['Write ${args}, which passes all parameters'],
      },
    ]);
    expect(seen(sweep(['python', '${program}', '${lr}']), 'C03')[0]?.message).toContain('no macro for one parameter');
  });

  it.each([
    ['--lr=${lr}', ['Write ${args}, which passes all parameters']],
    ['--config=${args_json}', ['Split it into two items']],
    ['src/${program}', []],
    ['--data=${DATA}', ['Write --data=${envvar:DATA}']],
  ])('C04: %s is passed literally', (item, fixes) => {
    const text = sweep(['python', 'train.py', item]);
    expect(seen(text, 'C04')).toMatchObject([{ severity: 'warning', marked: JSON.stringify(item), fixes }]);
    expect(codesSeen(text, 'C')).not.toContain('C03');
  });
});

describe('C05', () => {
  it('no macro for the parameters, and no other mistake that explains it', () => {
    expect(seen(sweep(['python', '${program}']), 'C05')).toMatchObject([
      { severity: 'info', marked: 'command', fixes: ['Add ${args}'] },
    ]);
    expect(codesSeen(sweep(['python', '${program}', '--lr=${lr}']), 'C')).toEqual(['C04']);
  });
});

describe('C06', () => {
  const several = ['--a=1 --b=2', '--lr 0.1', 'python train.py', '${env} ${interpreter}', '-m train', 'train.py --amp'];

  it('an interpreter with its script, and a script with its options, wherever they stand', () => {
    const items = ['train.py --epochs 10', 'src/train.py 3', 'python train.py', 'my file.py', 'a note on train.py'];
    const marked = (item: string) => seen(sweep(['python', item, '${args}']), 'C06').length;
    expect(items.map(marked)).toEqual([1, 1, 1, 0, 0]);
  });

  it.each(several)('%s', (item) => {
    const text = sweep([item, '${program}', '${args}']);
    expect(seen(text, 'C06')).toMatchObject([
      { severity: 'warning', marked: JSON.stringify(item), fixes: ['Split it into items'] },
    ]);
    expect(codesSeen(text, 'C')).toEqual(['C06']);
  });

  it('a command that is no list', () => {
    const text = 'program: a.py\nmethod: random\ncommand: python a.py\nparameters: {lr: {min: 0.1, max: 0.2}}\n';
    expect(seen(text, 'C06')).toMatchObject([
      { severity: 'warning', marked: 'python a.py', path: 'command', fixes: ['Write it as a list'] },
    ]);
  });
});

describe('C02 without program', () => {
  const rest = 'method: random\nparameters: {lr: {min: 0.1, max: 0.2}}\n';

  it('a command that is no list, since the default needs program', () => {
    const text = `command: python a.py\n${rest}`;
    expect(seen(text, 'C02')).toEqual([
      {
        severity: 'error',
        marked: 'python a.py',
        path: 'command',
        message:
          'W&B ignores a command that is no list and runs the default, which needs program: every run fails at once. ' +
          'Write a list with an item for each argument.',
        fixes: ['Write it as a list'],
      },
    ]);
    expect(codesSeen(text, 'C')).toEqual(['C02']);
  });

  it('offers no list that fails as well', () => {
    expect(seen(`command: python \${program}\n${rest}`, 'C02')).toMatchObject([{ severity: 'error', fixes: [] }]);
  });

  it('an empty command, but none that launch does not need', () => {
    expect(seen(`command: []\n${rest}`, 'C02')).toMatchObject([{ marked: '[]', fixes: [] }]);
    expect(seen(`job: a/b\ncommand: python a.py\n${rest}`, 'C02')).toEqual([]);
  });
});

describe('C07 and C11', () => {
  it('C07: lower-case names', () => {
    expect(seen(sweep(['python', '${program}', '${envvar:home}', '${args}']), 'C07')).toMatchObject([
      {
        severity: 'warning',
        message: '${envvar:home} must be in upper case; like this W&B drops it.',
        fixes: ['Write it in upper case'],
      },
    ]);
    expect(seen(sweep(['python', '${program}', 'x/${envvar:my-dir}', '${args}']), 'C07')).toMatchObject([
      { message: '${envvar:my-dir} must be in upper case; like this W&B passes it on as it is.', fixes: [] },
    ]);
  });

  it.each([
    [['cd', 'src', '&&', 'python', 'train.py', '${args}'], '"cd"'],
    [['python', 'train.py', '${args}', '>', 'log.txt'], '">"'],
    [['python', 'train.py', '${args}', '2>&1', '|', 'tee'], '"2>&1"'],
    [['cd src && python train.py', '${args}'], '"cd src && python train.py"'],
    [['python', 'train.py', '$DATA', '${args}'], '"$DATA"'],
    [['python', 'train.py', '--x=$(date)', '${args}'], '"--x=$(date)"'],
  ])('C11: %j', (items, marked) => {
    const text = sweep(items);
    expect(seen(text, 'C11')).toMatchObject([{ severity: 'warning', marked }]);
    expect(codesSeen(text, 'C')).toEqual(['C11']);
  });
});

describe('C08', () => {
  const booleans = 'amp: {values: [true, false]}';

  it('offers the macro for flags', () => {
    expect(seen(sweep(DEFAULT, booleans), 'C08')).toMatchObject([
      { severity: 'info', marked: '"${args}"', fixes: ['Write ${args_no_boolean_flags}'] },
    ]);
    expect(seen(sweep(null, booleans), 'C08')).toMatchObject([
      { marked: 'amp', fixes: ['Add a command with ${args_no_boolean_flags}'] },
    ]);
  });

  it('is silent where no flag is passed', () => {
    expect(codesSeen(sweep(['python', '${program}', '${args_no_boolean_flags}'], booleans), 'C')).toEqual([]);
    expect(codesSeen(sweep(['python', '${program}', '${args_json}'], booleans), 'C')).toEqual([]);
    expect(codesSeen(sweep(null, booleans, ''), 'C')).toEqual(['C01']);
  });
});

describe('C09 and C10', () => {
  it('C09: the parameters twice', () => {
    expect(seen(sweep([...DEFAULT, '${args_json}']), 'C09')).toMatchObject([
      { severity: 'warning', marked: '"${args_json}"', fixes: ['Remove ${args_json}'] },
    ]);
  });

  it.each([
    [['python', '${program}', '--lr=0.1', '${args}'], '"--lr=0.1"', '${args} comes later and usually wins'],
    [['python', '${program}', '${args}', '--lr', '0.1'], '"--lr"', 'it comes later and usually wins'],
    [['python', '${program}', 'lr=0.1', '${args_no_hyphens}'], '"lr=0.1"', '${args_no_hyphens} comes later'],
  ])('C10: %j', (items, marked, words) => {
    const [found] = seen(sweep(items), 'C10');
    expect(found).toMatchObject({ severity: 'warning', marked });
    expect(found?.message).toContain(words);
  });

  it('C10: other options, and commands without the parameters, are fine', () => {
    expect(codesSeen(sweep(['python', '${program}', '--lr_decay=0.1', '${args}']), 'C')).toEqual([]);
    expect(codesSeen(sweep(['python', '${program}', '--lr=0.1']), 'C')).toEqual(['C05']);
  });
});

describe('C12 to C14', () => {
  it.each([
    ['C12', 'opt: {parameters: {lr: {value: 1}}}', 'opt'],
    ['C13', 'a: {values: [null, 0.1]}', 'null'],
    ['C13', 'a: {value: ~}', '~'],
    ['C14', 'a: {values: [[1, 2], [3]]}', '[1, 2]'],
    ['C14', 'a: {value: {b: 1}}', '{b: 1}'],
  ])('%s: %s', (code, parameter, marked) => {
    expect(seen(sweep(null, parameter), code)).toMatchObject([{ severity: 'info', marked }]);
    expect(codesSeen(sweep(['python', '${program}', '${args_json}'], parameter), 'C')).toEqual([]);
    expect(codesSeen(sweep(null, parameter, ''), 'C')).toEqual(['C01']);
  });
});
