import type { RecogniseInput } from './recognise';
import { ultralytics } from './ultralytics';

/** Names that hardly anything but YOLO trainers has. */
const TELLING = ['mosaic', 'copy_paste', 'close_mosaic', 'hsv_h', 'hsv_s', 'hsv_v', 'lrf', 'dfl', 'warmup_bias_lr'];
/** Names of YOLOv5 that Ultralytics does not have: with one of them it is that trainer. */
const YOLOV5 = ['anchor_t', 'fl_gamma', 'cls_pw', 'obj_pw', 'iou_t', 'obj'];

/** What shows that a sweep is one of Ultralytics, in words for the user; `null` where nothing does. */
export function ultralyticsSign(input: RecogniseInput, setting: (name: string) => unknown): string | null {
  const names = new Set(input.parameterNames.map((name) => name.slice(name.lastIndexOf('.') + 1)));
  const words = [input.program ?? '', ...input.command];
  if (YOLOV5.some((name) => names.has(name)) || words.some((word) => /yolov5/i.test(word))) return null;
  if (words.some((word) => /ultralytics/i.test(word))) return 'the command';
  if (words.some((word) => /(?:^|\/)yolo$/i.test(word))) return 'the command yolo';

  const known = TELLING.filter((name) => names.has(name));
  const all = [...names].filter((name) => ultralytics.facts.has(name));
  if (known.length >= 2 && all.length >= 3) return `the parameters ${known.slice(0, 3).join(', ')}`;
  if (known.length >= 1 && words.some((word) => /yolo/i.test(word))) return 'the program and its parameters';

  const task = setting('task');
  const isTask = typeof task === 'string' && ultralytics.tasks.includes(task);
  if (modelName(setting('model')) && (isTask || known.length >= 1)) return 'the model';
  if (isTask && ['train', 'val', 'predict'].includes(String(setting('mode')))) return 'the logged configuration';
  return null;
}

/** The first statement about the task: the sweep's own before a past run's, `task` before the model's name. */
export function taskOf(input: RecogniseInput, varied: ReadonlySet<string>): readonly [string, string] | null {
  const past = (name: string): unknown => (varied.has(name) ? undefined : input.pastConfig?.get(name));
  const candidates: readonly (readonly [unknown, string])[] = [
    [input.fixed.get('task'), 'the parameter task'],
    [taskOfCommand(input.command), 'the command'],
    [taskOfModel(input.fixed.get('model')), 'the parameter model'],
    [
      taskOfModel(input.command.map((word) => word.replace(/^-*model=/, '')).find(modelName)),
      'the model in the command',
    ],
    [past('task'), 'the configuration of past runs'],
    [taskOfModel(past('model')), 'the model of past runs'],
  ];
  for (const [task, from] of candidates) {
    if (varied.has('task') && from !== 'the command') continue;
    if (typeof task === 'string' && ultralytics.tasks.includes(task)) return [task, from];
  }
  return null;
}

function taskOfCommand(command: readonly string[]): string | null {
  const named = command.map((word) => /^-*task=(\w+)$/.exec(word)?.[1]).find((task) => task !== undefined);
  if (named !== undefined) return named;
  const yolo = command.findIndex((word) => /(?:^|\/)yolo$/.test(word));
  return yolo < 0 ? null : (command.slice(yolo + 1, yolo + 3).find((word) => ultralytics.tasks.includes(word)) ?? null);
}

function modelName(model: unknown): string | null {
  return typeof model === 'string' && /yolo[^/\\]*\.(?:pt|yaml)$/i.test(model) ? model : null;
}

/** `yolo11n-seg.pt` segments; a name without ending detects. */
function taskOfModel(model: unknown): string | null {
  const name = modelName(model);
  if (name === null) return null;
  const ending = /-(seg|cls|pose|obb)\b[^/\\]*$/i.exec(name)?.[1]?.toLowerCase();
  if (ending === undefined)
    return /^(?:.*[/\\])?yolo(?:v?\d+|e)?[nsmlxbtce]?u?\.(?:pt|yaml)$/i.test(name) ? 'detect' : null;
  return { seg: 'segment', cls: 'classify', pose: 'pose', obb: 'obb' }[ending] ?? null;
}
