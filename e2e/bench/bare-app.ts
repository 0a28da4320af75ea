import { execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { freePort } from "../support/panel-process";

const ROOT = path.resolve(import.meta.dirname, "../..");
/** A Next app that does nothing: a page drawn anew for each request, and a route that answers JSON. */
const FILES: Record<string, string> = {
  "package.json": '{ "name": "bare", "private": true }',
  "next.config.mjs": "export default { poweredByHeader: false };",
  "app/layout.jsx": `export const metadata = { title: "Bare" };
export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}`,
  "app/page.jsx": `import { connection } from "next/server";
export default async function Page() {
  await connection();
  return <main><h1>Bare</h1><p>{new Date().toISOString()}</p></main>;
}`,
  "app/api/route.js": `export const dynamic = "force-dynamic";
export const GET = () => Response.json({ ok: true });`,
};

export interface BareApp {
  url: string;
  pid: number | undefined;
  stop(): Promise<void>;
}

/** Builds it, which takes some ten seconds, and starts it as `next start` does. */
export async function startBareApp(): Promise<BareApp> {
  const folder = mkdtempSync(path.join(tmpdir(), "bare-next-"));
  // The same Next and React as the panel's.
  symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  const next = path.join(ROOT, "node_modules/next/dist/bin/next");
  const env = { ...process.env, NODE_ENV: "production" as const, NEXT_TELEMETRY_DISABLED: "1" };
  try {
    // Turbopack takes no packages from outside of its folder.
    await promisify(execFile)(process.execPath, [next, "build", "--webpack"], { cwd: folder, env });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  const port = await freePort();
  const child = spawn(process.execPath, [next, "start", "-H", "127.0.0.1", "-p", String(port)], {
    cwd: folder,
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    child.kill("SIGTERM");
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
  const until = Date.now() + 60_000;
  while (!(await fetch(`${url}/api`).catch(() => null))?.ok) {
    if (Date.now() > until || child.exitCode !== null) {
      await stop();
      throw new Error("The bare Next app did not answer");
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { url, pid: child.pid, stop };
}
