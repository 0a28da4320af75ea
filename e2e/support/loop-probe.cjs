// Loaded into a panel by NODE_OPTIONS=--require: writes down how its main thread fares, for benches. LOOP_PROBE names the file.
const { isMainThread } = require("node:worker_threads");
const { monitorEventLoopDelay } = require("node:perf_hooks");
const { writeFileSync } = require("node:fs");

if (isMainThread && process.env.LOOP_PROBE) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const timer = setInterval(() => {
    const { rss } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    // One line a turn: the worst hold since the last, memory and processor time used so far.
    const line = { at: Date.now(), holdMs: delay.max / 1e6, rss, cpuMs: (user + system) / 1000 };
    writeFileSync(process.env.LOOP_PROBE, `${JSON.stringify(line)}\n`, { flag: "a" });
    delay.reset();
  }, 100);
  timer.unref();
}
