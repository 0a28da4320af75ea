import path from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    alias: {
      "@": path.resolve("."),
      // The real package throws outside a react-server bundle.
      "server-only": path.resolve("node_modules/server-only/empty.js"),
    },
  },
  test: {
    include: ["lib/**/*.test.ts", "app/**/*.test.ts", "components/**/*.test.{ts,tsx}", "e2e/**/*.test.ts"],
    globalSetup: ["lib/db/test-server.ts"],
    env: {
      // Nothing listens there: a test that means a master starts one.
      RSTACK_URL: "http://127.0.0.1:9/api/v3",
      RSTACK_SECRET: "test-rstack-secret",
      PANEL_URL: "http://127.0.0.1:3000",
      AUTH_SECRET: "test-auth-secret-test-auth-secret",
      // What is tested of staff is theirs whatever they signed in with; the second factor has tests of its own.
      STAFF_SECOND_FACTOR: "optional",
      LOG_LEVEL: "silent",
    },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // The default of one second is a guess at the machine's pace.
    expect: { poll: { timeout: 15_000 } },
    maxWorkers: 2,
  },
});
