// For what npm itself starts. npm passes a SIGTERM to its shell and not to us: when that shell is gone, we end as at SIGTERM.
import process from "node:process";

const OURS = new Set(["start", "demo", "simulator"]);
const EACH_MS = 250;

if (OURS.has(process.env.npm_lifecycle_event ?? "") && process.platform !== "win32") {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) {
      clearInterval(timer);
      process.kill(process.pid, "SIGTERM");
    }
  }, EACH_MS);
  timer.unref();
}
