import { spawnSync } from "node:child_process";
import { bare } from "./panel-process";
import type { World } from "./world";

/** A provider's token, made at the terminal as a provider without a browser makes it. `scopes` with commas between. */
export function providerToken(
  world: Pick<World, "env">,
  admin: string,
  name: string,
  scopes: string,
): string {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...["--conditions=react-server", "--import", "tsx", "lib/cli/account.ts", "token"],
      ...["--username", admin, "--name", name, "--scopes", scopes],
      ...["--days", "2", "--addresses", "127.0.0.0/8"],
    ],
    { env: bare({ ...world.env, LOG_LEVEL: "silent" }), encoding: "utf8" },
  );
  if (!stdout.startsWith("rsp_")) throw new Error(`no token: ${stdout}${stderr}`);
  return stdout.trim();
}
