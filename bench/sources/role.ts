import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What a child process does: it gets its options and answers each message with a value. */
export type Role<Options, Request, Answer> = (
  options: Options,
) => Promise<{ readonly answer: (request: Request) => Promise<Answer> }>;

/** A child process in a role. Memory and processor time are its own, so that they can be measured. */
export interface Helper<Request, Answer> {
  ask(request: Request): Promise<Answer>;
  stop(): Promise<void>;
}

/** Starts this program once more, as `role`; what it may not inherit is Node's own options. */
export async function startRole<Request extends object, Answer>(
  role: string,
  options: object,
): Promise<Helper<Request, Answer>> {
  const child = fork(process.argv[1]!, ['--role', role, JSON.stringify(options)], { execArgv: [] });
  await answerOf(child);
  return {
    ask: (request) => {
      child.send(request);
      return answerOf(child) as Promise<Answer>;
    },
    stop: async () => {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

/** Plays a role until the parent disconnects. */
export async function playRole<Options, Request, Answer>(
  role: Role<Options, Request, Answer>,
  options: string,
): Promise<void> {
  const { answer } = await role(JSON.parse(options) as Options);
  process.on('message', (request: Request) => {
    answer(request).then(
      (told) => process.send!({ told }),
      (error: unknown) => process.send!({ failed: String(error) }),
    );
  });
  process.on('disconnect', () => process.exit());
  process.send!({ told: 'ready' });
}

function answerOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (): void => {
      reject(new Error('A child process of the benchmark ended early.'));
    };
    child.once('exit', ended);
    child.once('message', (message: { readonly told?: unknown; readonly failed?: string }) => {
      child.off('exit', ended);
      if (message.failed === undefined) resolve(message.told);
      else reject(new Error(message.failed));
    });
  });
}
