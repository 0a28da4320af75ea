import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { World } from "../support/world";

/** A session of each of these customers, as a `Cookie` header by userid. */
export async function sessionsOf(world: World, userIds: string[]): Promise<Record<string, string>> {
  const args = ["--conditions=react-server", "--import", "tsx", "e2e/bench/session-maker.ts", ...userIds];
  const env = { ...process.env, ...world.env, LOG_LEVEL: "silent", NODE_ENV: "production" as const };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, maxBuffer: 16_000_000 });
  return JSON.parse(stdout) as Record<string, string>;
}
