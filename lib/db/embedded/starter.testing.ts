import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";

type As = { uid: number; gid: number };
type Options = {
  mode: "panel" | "command";
  dataDir: string;
  checkout?: string;
  /** `SCRIPT`, compiled: for a test that starts many. */
  compiled?: string;
  as?: As;
  write?: boolean;
};

export const SCRIPT = "lib/db/embedded/starter.fixture.ts";

/** A process that runs `startDatabase`, to be killed. */
export class Starter {
  readonly child: ChildProcess;
  readonly written: number[] = [];
  readonly ready: Promise<void>;
  readonly ended: Promise<number | null>;
  errors = "";
  private waiting: { count: number; resolve: () => void } | null = null;

  constructor({ mode, dataDir, checkout = process.cwd(), compiled, as, write = false }: Options) {
    const script = compiled ? [compiled] : ["--import", "tsx", path.join(checkout, SCRIPT)];
    const flags = ["--conditions=react-server", ...script, mode, ...(write ? ["--write"] : [])];
    this.child = spawn(process.execPath, flags, {
      ...(as ?? {}),
      cwd: checkout,
      env: {
        PATH: "/usr/local/bin:/usr/bin:/bin",
        NODE_ENV: "test",
        RSTACK_URL: "http://127.0.0.1:9/api/v3",
        RSTACK_SECRET: "test-rstack-secret",
        PANEL_URL: "http://127.0.0.1:3000",
        AUTH_SECRET: "test-auth-secret-test-auth-secret",
        LOG_LEVEL: "silent",
        PANEL_DATA_DIR: dataDir,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.ended = new Promise((resolve) => this.child.once("close", (code) => resolve(code)));
    this.ready = this.follow();
  }

  private follow(): Promise<void> {
    this.child.stderr?.on("data", (chunk) => {
      this.errors += String(chunk);
    });
    return new Promise((resolve, reject) => {
      void this.ended.then((code) => reject(new Error(`ended (${code}): ${this.errors}`)));
      if (this.child.stdout) {
        createInterface(this.child.stdout).on("line", (line) => {
          if (line === "ready") {
            resolve();
          } else {
            this.written.push(Number(line.split(" ")[1]));
            this.check();
          }
        });
      }
    });
  }

  /** Resolves when that many more rows were acknowledged. */
  writes(more: number): Promise<void> {
    return new Promise((resolve) => {
      this.waiting = { count: this.written.length + more, resolve };
      this.check();
    });
  }

  private check(): void {
    if (this.waiting && this.written.length >= this.waiting.count) {
      this.waiting.resolve();
    }
  }

  async kill(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    return this.ended;
  }
}

export const postmasterPid = (home: string): number =>
  Number.parseInt(fs.readFileSync(path.join(home, "cluster/postmaster.pid"), "utf8"), 10);
