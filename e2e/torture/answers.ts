import type { Acknowledgement } from "./check";

/** More at a time would only wait for the processor. */
const MOST_AT_ONCE = 40;

/** What the instances answered to all who sent something, and what is still on its way. */
export class Answers {
  readonly acknowledgements: Acknowledgement[] = [];
  readonly counts = new Map<string, number>();
  private readonly underWay = new Set<Promise<void>>();

  get isFull(): boolean {
    return this.underWay.size >= MOST_AT_ONCE;
  }

  /** Resolves when every answer is there or given up. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  track(work: Promise<void>): void {
    const noted = work
      .catch((error: unknown) =>
        this.count(error instanceof Error ? `no answer: ${error.name}` : "no answer"),
      )
      .finally(() => this.underWay.delete(noted));
    this.underWay.add(noted);
  }

  /** `formKey`: with who sent the form, and about what. */
  note(formKey: string, { status, text }: { status: number; text: string }): void {
    const result = resultIn(text);
    this.count(result ? (result.ok ? "ok" : String(result.code)) : `status ${status}`);
    // `busy` names the operation that is in the way: another form's.
    if (result?.operation && result.code !== "busy") {
      this.acknowledge(formKey, result.operation);
    }
  }

  /** The same of an answer of the API: an operation, or a problem document that may name one. */
  noteProgram(formKey: string, status: number, body: ToldProgram): void {
    this.count(`by token: ${body.code ?? status}`);
    const operation = body.code === undefined ? body : body.operation;
    if (operation?.id && operation.outcome && body.code !== "busy") {
      this.acknowledge(formKey, { id: operation.id, outcome: operation.outcome });
    }
  }

  acknowledge(formKey: string | null, { id, outcome }: { id: string; outcome: string }): void {
    this.acknowledgements.push({ formKey, operationId: id, outcome, at: Date.now() });
  }

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }
}

export interface ToldProgram {
  id?: string;
  outcome?: string;
  code?: string;
  operation?: { id: string; outcome: string };
}

interface Result {
  ok: boolean;
  code?: string;
  operation?: { id: string; outcome: string };
}

/** An action's result as React's wire has it: a line of its own, after a number. */
function resultIn(text: string): Result | null {
  for (const line of text.split("\n")) {
    const json = /^[0-9a-f]+:(\{"ok":.*\})$/.exec(line)?.[1];
    if (json) return JSON.parse(json) as Result;
  }
  return null;
}
