import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const tests = ["lib", "app", "components", "e2e"]
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true }).map((name) => path.join(folder, String(name))),
  )
  .filter((file) => /\.test\.tsx?$/.test(file));

/** What a test file names that leaves something behind in its process: a database, a master, a mock, a setting. */
const LEAVES_STATE =
  /\buse[A-Z]|startSimulator|startPanel|startDns|startMailbox|createServer|embedded|testServer|inject|spawn|fork\(|worker|process\.env|vi\./;
/** What lasts as long as the process, or ends it: other processes, the environment itself. */
const NEEDS_PROCESS = /embedded|spawn|fork\(|worker|process\.(env|chdir|on|exit)|setGlobal/;

/** With modules and a process of its own; with modules of its own; or with neither. */
const wantOf = (file: string) => {
  const text = readFileSync(file, "utf8");
  return !LEAVES_STATE.test(text) ? "pure" : NEEDS_PROCESS.test(text) ? "isolated" : "shared";
};
const wanting = (want: ReturnType<typeof wantOf>) => tests.filter((file) => wantOf(file) === want);
const globalSetup = ["lib/db/test-server.ts"];

/** Long for their size, by which Vitest orders files that it hasn't seen run: the last to begin would run alone. */
const LONG =
  /embedded\/(crash|users)|reinstall-crash|power-crash|read-range|fleet-size|scheduled-snapshots|run-rescues|run-schedules/;

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => (LONG.test(moduleId) ? 0 : 1);
    return (await super.sort(files)).sort((a, b) =>
      a.project.name === b.project.name
        ? rank(a) - rank(b)
        : a.project.name.localeCompare(b.project.name, "en"),
    );
  }
}

export default defineConfig({
  resolve: {
    alias: {
      "@": path.resolve("."),
      // The real package throws outside a react-server bundle.
      "server-only": path.resolve("node_modules/server-only/empty.js"),
    },
  },
  test: {
    env: {
      // Nothing listens there: a test that means a master starts one.
      RSTACK_URL: "http://127.0.0.1:9/api/v3",
      RSTACK_SECRET: "test-rstack-secret",
      PANEL_URL: "http://127.0.0.1:3000",
      AUTH_SECRET: "test-auth-secret-test-auth-secret",
      // What is tested of staff is theirs whatever they signed in with; the second factor has tests of its own.
      STAFF_SECOND_FACTOR: "optional",
      // Tests change the master behind the panel's back, and look at once.
      MIRROR_ANSWERS_SECONDS: "0",
      LOG_LEVEL: "silent",
    },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // The default of one second is a guess at the machine's pace.
    expect: { poll: { timeout: 15_000 } },
    // More than processors: most of a test is waiting.
    maxWorkers: 5,
    sequence: { sequencer: LongFirst },
    // In a fresh process each file loads all packages again, which takes half of the time of most.
    projects: [
      { extends: true, test: { name: "isolated", include: wanting("isolated"), globalSetup } },
      { extends: true, test: { name: "pure", include: wanting("pure"), isolate: false } },
      {
        extends: true,
        test: {
          name: "shared",
          include: wanting("shared"),
          isolate: false,
          setupFiles: ["lib/db/fresh-modules.testing.ts"],
          globalSetup,
        },
      },
    ],
  },
});
