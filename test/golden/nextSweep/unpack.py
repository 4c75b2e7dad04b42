# Written by Sweep Guard: makes mixup and optimizer of mixup_and_optimizer again, which stands for them in the sweep.
import json

# Right behind run = wandb.init(...):
run.config.update(json.loads(run.config.get("mixup_and_optimizer", "{}")), allow_val_change=True)

# Where the script reads its settings from the command line: the option, in front of parse_args(), ...
parser.add_argument("--mixup_and_optimizer", type=json.loads, default={})
# ... and right behind args = parser.parse_args():
for key, value in args.mixup_and_optimizer.items():
    setattr(args, key.replace("-", "_"), value)
