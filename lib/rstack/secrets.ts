/** Which of the two settings it is. */
export type SecretName = "RSTACK_SECRET" | "RSTACK_SECRET_PREVIOUS";
type Named = { name: SecretName; secret: string };

/** Milliseconds for which an answer shows that the master takes a secret: after that a command has it shown anew. */
const SHOWN_MS = 2_000;

/**
 * The secret of the master's API and, while it is changed, the other one. The master takes one of them. Which, queries find
 * out: one that is refused is asked with the other, since refusals have no code. A command is never sent twice; it goes
 * out with the secret that a query has just been answered for.
 */
export class Secrets {
  #inUse: Named;
  #other: Named | null;
  #shownAt = Number.NEGATIVE_INFINITY;

  constructor(
    secret: string,
    previous: string | null,
    readonly onChange: (name: SecretName) => void,
  ) {
    this.#inUse = { name: "RSTACK_SECRET", secret };
    this.#other = previous === null ? null : { name: "RSTACK_SECRET_PREVIOUS", secret: previous };
  }

  get inUse(): Readonly<Named> {
    return this.#inUse;
  }

  /** Null: there is one alone. */
  get other(): Readonly<Named> | null {
    return this.#other;
  }

  /** Whether a command needs a query before it, which shows that the secret in use is the master's. */
  needsShowing(now: number): boolean {
    return this.#other !== null && now - this.#shownAt > SHOWN_MS;
  }

  /** A query that was signed with it was answered. */
  shown({ name }: Named, now: number): void {
    this.#shownAt = now;
    if (name !== this.#inUse.name && this.#other) {
      [this.#inUse, this.#other] = [this.#other, this.#inUse];
      this.onChange(name);
    }
  }
}
