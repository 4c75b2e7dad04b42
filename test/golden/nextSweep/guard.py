# Written by Sweep Guard: ends runs at once whose settings crashed together in earlier runs.
import sys

import wandb


_MISSING = object()


def _setting(settings, name):
    """A setting by its name; one in a group by its dotted name. _MISSING where it is not there: None is a value."""
    if name in settings:
        return settings[name]
    value = settings
    for key in name.split("."):
        if not isinstance(value, dict) or key not in value:
            return _MISSING
        value = value[key]
    return value


def _number(value):
    """The value as a number; NaN, which no comparison holds for, where it is none."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(value) if is_number else float("nan")


def reason_to_skip(settings):
    """Why a run with these settings is not worth starting; None where nothing speaks against it."""
    v = [_setting(settings, name) for name in ["mixup", "optimizer.drop-out \"x\""]]
    if _number(v[0]) > 0.15 and v[1] in ("a\"b", "c\\d\n", "é",):
        return "mixup > 0.15 and optimizer.drop-out \"x\" in a\"b or c\\d or é: 9 of 9 runs crashed (70-100 %)"
    v = [_setting(settings, name) for name in ["lr", "amp"]]
    if _number(v[0]) > 1e-7 or (v[1] is not _MISSING and v[1] not in (True,)):
        return "outside of lr <= 1e-7 and amp in true, where only 9 of 9 runs crashed (70-100 %)"
    return None


def skip_run(run):
    """Ends the run where its settings are known to crash, and says whether it did."""
    reason = reason_to_skip(dict(run.config))
    if reason is None:
        return False
    print("Sweep Guard skips this run: " + reason)
    run.summary["sweep_guard/skipped"] = reason
    run.finish(exit_code=0)
    return True


# Right behind run = wandb.init(...):
if wandb.run is not None and skip_run(wandb.run):
    sys.exit(0)  # in a function that wandb.agent calls: return instead
