import { spawnSync } from "node:child_process";
import { log } from "../../log";
import { StartError } from "../../process/end-start";

/** PostgreSQL refuses to run as root. Null: as whoever runs the panel. */
export type RunAs = { uid: number; gid: number } | null;

const NAME = "rstack-panel";
/** Nothing of the panel's own environment: the settings in it are secrets. */
export const BARE_ENVIRONMENT = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  LC_ALL: "C",
  // Next's types want it in every environment; it says nothing.
  NODE_ENV: "production",
} as const;

export const isRoot = (): boolean => process.getuid?.() === 0;

function lookUp(): RunAs {
  const read = (flag: string) => {
    const answer = spawnSync("id", [flag, NAME], { env: BARE_ENVIRONMENT, encoding: "utf8" });
    return answer.status === 0 ? Number(answer.stdout.trim()) : Number.NaN;
  };
  const uid = read("-u");
  const gid = read("-g");
  return Number.isInteger(uid) && Number.isInteger(gid) ? { uid, gid } : null;
}

/** The system user that runs the server for root; made at the first call. Throws with what to do by hand. */
export function systemUser(): NonNullable<RunAs> {
  const known = lookUp();
  if (known) {
    return known;
  }
  const nologin = "/usr/sbin/nologin";
  const made = spawnSync(
    "useradd",
    ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent", "--shell", nologin, NAME],
    { env: BARE_ENVIRONMENT, encoding: "utf8" },
  );
  // Alpine has BusyBox's adduser alone.
  if (made.error) {
    spawnSync("adduser", ["-S", "-D", "-H", "-s", "/sbin/nologin", NAME], { env: BARE_ENVIRONMENT });
  }
  const user = lookUp();
  if (!user) {
    throw new StartError(
      `PostgreSQL does not run as root, and the system user "${NAME}" could not be made${made.stderr ? ` (${made.stderr.trim()})` : ""}. Make it by hand (useradd --system ${NAME}), run the panel as another user than root, or set DATABASE_URL`,
    );
  }
  log.info({ user: NAME }, "PostgreSQL does not run as root: a system user was made for it");
  return user;
}

/** Whether that user can reach this folder through all folders above it. */
export function canEnter(folder: string, runAs: RunAs): boolean {
  const tried = spawnSync("/bin/sh", ["-c", 'cd -- "$1"', "sh", folder], {
    ...(runAs ?? {}),
    env: BARE_ENVIRONMENT,
    cwd: "/",
    stdio: "ignore",
  });
  return tried.status === 0;
}
