import { describe, expect, it } from 'vitest';
import { effectIn, factOf } from '../../../src/core/knowledge/parameter';
import { recognise, type RecogniseInput } from '../../../src/core/knowledge/recognise';
import { ultralytics } from '../../../src/core/knowledge/ultralytics';

const nothing: RecogniseInput = { parameterNames: [], program: null, command: [], fixed: new Map() };
const found = (input: Partial<RecogniseInput>) => recognise({ ...nothing, ...input });
const YOLO = ['lr0', 'mosaic', 'mixup', 'hsv_h'];

describe('recognising Ultralytics', () => {
  it.each<[string, Partial<RecogniseInput>]>([
    ['its parameters', { parameterNames: YOLO }],
    ['dotted parameters', { parameterNames: YOLO.map((name) => `train.${name}`) }],
    ['the command yolo', { command: ['yolo', 'train', '${args_no_hyphens}'] }],
    ['the command ultralytics', { command: ['python', '-m', 'ultralytics', '${args}'] }],
    ['a YOLO script and a name', { program: 'train_yolo.py', parameterNames: ['mosaic'] }],
    [
      'a logged configuration',
      {
        pastConfig: new Map([
          ['task', 'detect'],
          ['mode', 'train'],
        ]),
      },
    ],
    ['a logged model', { parameterNames: ['lrf'], pastConfig: new Map([['model', 'yolo11n.pt']]) }],
  ])('by %s', (_, input) => {
    expect(found(input)?.framework.id).toBe('ultralytics');
  });

  it.each<[string, Partial<RecogniseInput>]>([
    ['nothing', {}],
    ['common names', { parameterNames: ['lr0', 'momentum', 'weight_decay', 'dropout', 'epochs'] }],
    ['timm', { parameterNames: ['mixup', 'cutmix', 'dropout'] }],
    ['YOLOv5', { parameterNames: [...YOLO, 'anchor_t'] }],
    ['YOLOv5 by its program', { parameterNames: YOLO, program: 'yolov5/train.py' }],
    [
      'another task',
      {
        pastConfig: new Map([
          ['task', 'text-classification'],
          ['mode', 'train'],
        ]),
      },
    ],
  ])('not by %s', (_, input) => {
    expect(found(input)).toBeNull();
  });

  it.each<[string | null, string, Partial<RecogniseInput>]>([
    [null, 'nothing', {}],
    ['pose', 'a parameter', { fixed: new Map([['task', 'pose']]) }],
    ['segment', 'the command', { command: ['yolo', 'segment', 'train'] }],
    ['obb', 'an argument', { command: ['yolo', 'task=obb'] }],
    ['segment', 'a model', { fixed: new Map([['model', 'yolo11n-seg.pt']]) }],
    ['detect', 'a plain model', { fixed: new Map([['model', 'weights/yolov8s.pt']]) }],
    [null, 'a model of unknown kind', { fixed: new Map([['model', 'yolo-mine.pt']]) }],
    ['classify', 'a model in the command', { command: ['yolo', 'train', 'model=yolo11n-cls.pt'] }],
    ['detect', 'past runs', { pastConfig: new Map([['task', 'detect']]) }],
    [
      'pose',
      'the sweep before past runs',
      { fixed: new Map([['task', 'pose']]), pastConfig: new Map([['task', 'detect']]) },
    ],
    [null, 'a task that varies', { varied: new Set(['task']), pastConfig: new Map([['task', 'detect']]) }],
  ])('knows the task %s from %s', (task, _, input) => {
    expect(found({ parameterNames: YOLO, ...input })?.task).toBe(task);
  });
});

describe('facts of Ultralytics', () => {
  it.each<[string, unknown, [number, number] | null]>([
    ['lr0', 0.01, [0.00001, 0.1]],
    ['weight_decay', 0.0005, [0, 0.001]],
    ['dfl', 1.5, [0.4, 6]],
    ['mixup', 0, [0, 1]],
    ['close_mosaic', 10, [0, 10]],
    ['dropout', 0, null],
    ['optimizer', 'auto', null],
    ['amp', true, null],
  ])('%s: default %s, usual %j', (name, value, usual) => {
    const fact = factOf(ultralytics, name)!;
    expect(fact.default).toBe(value);
    expect(fact.usual).toEqual(usual && { low: usual[0], high: usual[1] });
  });

  it('has every default inside its usual range', () => {
    for (const { default: value, usual } of ultralytics.facts.values()) {
      if (!usual) continue;
      expect(value).toBeGreaterThanOrEqual(usual.low);
      expect(value).toBeLessThanOrEqual(usual.high);
    }
    expect(ultralytics.facts.size).toBe(42);
  });

  it('says where a setting is inert', () => {
    const at = (name: string, task: string | null, optimizer?: string) =>
      effectIn(factOf(ultralytics, name)!, { task, setting: () => optimizer });
    expect(at('dropout', 'detect')).toBe('inert');
    expect(at('dropout', 'classify')).toBe('effective');
    expect(at('dropout', null)).toBe('unknown');
    expect(at('lr0', 'detect', 'auto')).toBe('inert');
    expect(at('lr0', 'detect', 'SGD')).toBe('effective');
    expect(at('lr0', 'detect')).toBe('unknown');
    expect(at('mixup', null)).toBe('effective');
  });
});
