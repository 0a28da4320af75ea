export class ControlError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** A misspelt name must not pass for a change that was made. */
export function onlyKeys(patch: object, known: object, except: string[] = []): void {
  const wrong = Object.keys(patch).find((key) => !(key in known) || except.includes(key));
  if (wrong !== undefined) throw new ControlError(400, `no such field: ${wrong}`);
}
