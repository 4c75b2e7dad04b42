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
    expect(found(input)?.framework.id).not.toBe('ultralytics');
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

describe('recognising other frameworks', () => {
  const by = (names: string, input: Partial<RecogniseInput> = {}): string | null =>
    found({ parameterNames: names.split(' '), ...input })?.framework.id ?? null;

  // Sets of names as sweep files in public repositories have them.
  it.each([
    ['yolov5', 'lr0 lrf momentum weight_decay box cls cls_pw obj obj_pw iou_t anchor_t fl_gamma'],
    ['xgboost', 'learning_rate max_depth min_child_weight subsample colsample_bytree gamma n_estimators'],
    ['xgboost', 'tree_method scale_pos_weight max_depth learning_rate n_estimators subsample colsample_bytree'],
    ['xgboost', 'model__max_depth model__gamma model__subsample model__min_child_weight'],
    ['lightgbm', 'num_leaves learning_rate n_estimators min_child_samples reg_alpha subsample'],
    ['lightgbm', 'lambda_l1 lambda_l2 num_leaves feature_fraction bagging_fraction bagging_freq'],
    ['transformers', 'per_device_train_batch_size learning_rate num_train_epochs'],
    [
      'transformers',
      'trainer.learning_rate trainer.weight_decay trainer.warmup_ratio trainer.per_device_train_batch_size',
    ],
    ['transformers', 'learning_rate warmup_steps lr_scheduler_type adam_beta2'],
    ['lightning', 'trainer.max_epochs trainer.accumulate_grad_batches model.lr'],
    ['timm', 'lr-base drop-path mixup mixup-off-epoch aug-splits'],
    ['sb3-ppo', 'learning_rate clip_range batch_size n_epochs ent_coef n_steps max_grad_norm vf_coef'],
    ['sb3-a2c', 'n_steps gamma use_rms_prop ent_coef'],
    ['sb3-dqn', 'learning_rate buffer_size exploration_fraction exploration_final_eps'],
    ['sb3-sac', 'learning_rate tau ent_coef train_freq gradient_steps'],
    ['sb3-td3', 'policy_delay target_policy_noise learning_rate tau'],
    ['sklearn-forest', 'n_estimators max_depth min_samples_split min_samples_leaf'],
    ['sklearn-forest', 'n_estimators criterion max_features'],
    ['sklearn-gradient-boosting', 'n_estimators learning_rate min_samples_split min_samples_leaf max_depth'],
    ['sklearn-hist-gradient-boosting', 'learning_rate max_leaf_nodes l2_regularization'],
    ['sklearn-tree', 'max_depth min_samples_split min_samples_leaf criterion'],
    ['sklearn-svm', 'C kernel gamma degree'],
    ['sklearn-svm', 'svc__C svc__kernel svc__gamma'],
    ['sklearn-logistic', 'C penalty solver max_iter'],
    ['sklearn-mlp', 'hidden_layer_sizes learning_rate_init alpha activation'],
    ['sklearn-neighbors', 'n_neighbors weights p'],
    ['sklearn-elastic-net', 'alpha l1_ratio tol selection'],
    ['torch', 'lr nesterov weight_decay momentum batch_size'],
  ])('%s by %s', (id, names) => {
    expect(by(names)).toBe(id);
  });

  it.each([
    ['common names', 'lr weight_decay momentum dropout batch_size epochs optimizer'],
    ['names of W&B’s own examples', 'dropout hidden_layer_size layer_1_size learn_rate decay momentum epochs'],
    ['a trainer of one’s own', 'num_train_epochs learning_rate batch_size lora_r'],
    ['another trainer with similar names', 'lr warmup_ratio gradient_accumulation_steps max_grad_norm'],
    ['epochs alone', 'training.max_epochs model.learning_rate model.weight_decay'],
    ['boosting that may be XGBoost or LightGBM', 'max_depth subsample colsample_bytree min_child_weight reg_alpha'],
    ['CatBoost', 'learning_rate depth l2_leaf_reg bagging_temperature random_strength subsample gamma'],
    ['a search tree', 'gamma max_depth learning_rate'],
    ['CleanRL', 'gamma gae_lambda clip_coef ent_coef vf_coef num_minibatches update_epochs'],
    ['PPO of one’s own', 'gamma gae_lambda clip epochs lr'],
    ['another DQN', 'learning_rate buffer_size exploration_fraction start_e end_e'],
    ['timm’s relatives', 'lr drop_path mixup cutmix reprob aa repeated_aug warmup_epochs'],
    ['UMAP', 'n_neighbors min_dist n_components metric'],
    ['SGDClassifier', 'alpha l1_ratio penalty loss eta0 max_iter'],
    ['a network from scratch', 'beta beta1 beta2 epsilon momentum num_layers hidden_size learning_rate'],
    ['two at once', 'C kernel gamma n_neighbors weights'],
    ['nothing', 'x y z'],
  ])('none by %s', (_, names) => {
    expect(by(names)).toBeNull();
  });

  it('by the program or a setting, if parameters confirm it', () => {
    expect(by('max_depth learning_rate', { program: 'src/train_xgb.py' })).toBe('xgboost');
    expect(by('max_depth batch_size', { program: 'train_xgb.py' })).toBeNull();
    expect(by('max_depth learning_rate', { program: 'xgb_vs_lgbm.py' })).toBeNull();
    expect(by('learning_rate beta_1', { command: ['python', 'keras_train.py', '${args}'] })).toBe('keras');
    expect(by('model max_depth n_estimators', { fixed: new Map([['model', 'lightgbm']]) })).toBe('lightgbm');
    expect(by('model max_depth n_estimators', { varied: new Set(['model']) })).toBeNull();
    expect(by('model lr dropout', { fixed: new Map([['model', 'xgboost']]) })).toBeNull();
  });

  it('by what past runs logged', () => {
    const logged = new Map<string, unknown>(
      ['per_device_train_batch_size', 'num_train_epochs', 'weight_decay', 'adam_beta1', 'adam_beta2'].map((name) => [
        name,
        0,
      ]),
    );
    const recognition = found({ parameterNames: ['learning_rate'], pastConfig: logged })!;
    expect(recognition.framework.id).toBe('transformers');
    expect(recognition.frameworkFrom).toBe('the configuration of past runs');
  });

  it('by the rule file, before everything else', () => {
    expect(by('lr', { named: 'XGBoost' })).toBe('xgboost');
    expect(by('C kernel gamma', { named: 'sb3-ppo' })).toBe('sb3-ppo');
    expect(by('C kernel gamma', { named: 'unknown' })).toBeNull();
  });

  it('knows settings under all names of the framework, and which vary', () => {
    const recognition = found({
      parameterNames: ['lgb.num_leaves', 'lgb.bagging_fraction', 'lgb.subsample_freq', 'boosting_type'],
      fixed: new Map<string, unknown>([['lgb.subsample_freq', 0]]),
      varied: new Set(['boosting_type', 'lgb.num_leaves', 'lgb.bagging_fraction']),
    })!;
    expect(recognition.setting('bagging_freq')).toBe(0);
    expect(recognition.setting('boosting')).toBeUndefined();
    expect(recognition.varies('boosting')).toBe(true);
    expect(recognition.varies('bagging_freq')).toBe(false);
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
