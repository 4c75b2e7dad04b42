/** An engine that limits the stacks of errors, as V8 does; elsewhere the property means nothing. */
interface ErrorClass {
  stackTraceLimit?: number;
}

/**
 * What `work` returns, while the errors that it makes carry no stacks. A YAML parser makes an error of each mistake, and of
 * a broken file nine tenths of the time go into stacks that nobody reads; in VS Code, which asks for long ones, even more.
 */
export function withoutErrorStacks<Value>(work: () => Value): Value {
  const errors = Error as ErrorClass;
  const limit = errors.stackTraceLimit;
  errors.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    if (limit === undefined) delete errors.stackTraceLimit;
    else errors.stackTraceLimit = limit;
  }
}
