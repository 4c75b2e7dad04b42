import { shellLine } from './shell';

/** The command line that ends a sweep on W&B, `entity/project/sweep`, and lets its running runs finish. */
export function stopCommand(sweep: string): string {
  return shellLine(['wandb', 'sweep', '--stop', sweep]);
}
