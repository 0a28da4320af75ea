import { setTimeout as wait } from "node:timers/promises";
import { type PanelProcess, startPanel } from "../support/panel-process";
import { CANARIES, QUICK } from "../support/world";

/** So short that a run waits for the last operation for two minutes at most. */
export const SETTINGS = {
  ...QUICK,
  OPERATION_LIMIT_SECONDS: "20",
  OPERATION_REINSTALL_LIMIT_SECONDS: "25",
  OPERATION_RESTORE_LIMIT_SECONDS: "20",
  RSTACK_SECRET: CANARIES.rstackSecret,
  AUTH_SECRET: CANARIES.authSecret,
  DOMAIN_DNS: "off",
  STAFF_SECOND_FACTOR: "optional",
  // So that what nothing shows is unconfirmed before its limit, as it is with the usual settings.
  OPERATION_NO_EVIDENCE_SECONDS: "10",
  // Nobody opens what the console's form leads to.
  CONSOLE_HOSTS: "127.0.0.1:8001",
  LOG_LEVEL: "info",
};

/** One panel that is killed, paused and started again, as a supervisor does: also where it ends by itself. */
export class Instance {
  private panel: PanelProcess | null = null;
  private closed = false;
  /** One disturbance after another. */
  private turn: Promise<void> = Promise.resolve();
  /** How often it ended without being killed. */
  ownExits = 0;
  starts = 0;

  constructor(
    private readonly env: Record<string, string>,
    private readonly logFile: string,
    private readonly port: number,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resolves once it answers. */
  start(): Promise<void> {
    this.after(() => this.launch());
    return this.settled();
  }

  /** As a supervisor: again while it can't start. */
  private async launch(): Promise<void> {
    while (!this.closed) {
      const panel = await startPanel(this.env, this.logFile, this.port).catch(() => null);
      if (panel) return this.watch(panel);
      this.ownExits += 1;
      await wait(1_000);
    }
  }

  private watch(panel: PanelProcess): void {
    this.panel = panel;
    this.starts += 1;
    panel.process.once("exit", () => {
      if (this.panel !== panel) return;
      this.panel = null;
      if (this.closed) return;
      this.ownExits += 1;
      this.after(() => this.launch());
    });
  }

  kill(forMs: number): void {
    this.after(async () => {
      const { panel } = this;
      this.panel = null;
      await panel?.stop("SIGKILL");
      await wait(forMs);
      await this.launch();
    });
  }

  pause(forMs: number): void {
    this.after(async () => {
      const { panel } = this;
      if (!panel) return;
      signalGroup(panel, "SIGSTOP");
      await wait(forMs);
      signalGroup(panel, "SIGCONT");
    });
  }

  /** Resolves when what was asked of it is over and it answers. */
  async settled(): Promise<void> {
    for (let last: Promise<void> | null = null; last !== this.turn; ) {
      last = this.turn;
      await last;
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.panel) signalGroup(this.panel, "SIGCONT");
    await this.settled();
    await this.panel?.stop();
  }

  private after(work: () => Promise<void>): void {
    this.turn = this.turn.then(() => (this.closed ? undefined : work())).catch(() => {});
  }
}

/** Next's own processes with it. */
function signalGroup({ process: child }: PanelProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid) process.kill(-child.pid, signal);
  } catch {
    // Gone already.
  }
}
