/** `npm run simulator -- --port N [--secret S] [--fleet demo|COUNT] [--seed N] [--speed X] …` */
import { parseArgs } from "node:util";
import { DEFAULT_SECRET, startSimulator } from "./start";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4150" },
    /** A port for `/_sim` alone, which stays up while the API's is closed. */
    "control-port": { type: "string" },
    /** Anything but a loopback address opens the control surface to the network. */
    listen: { type: "string", default: "127.0.0.1" },
    secret: { type: "string" },
    fleet: { type: "string", default: "demo" },
    seed: { type: "string", default: "1" },
    speed: { type: "string", default: "1" },
    /** What vm_console names as the VNC server; left out: port 8001 of the host's node. */
    "console-server": { type: "string" },
    "owner-column": { type: "string" },
    "no-owner-column": { type: "boolean", default: false },
    "ignores-owner-filter": { type: "boolean", default: false },
  },
});

const ownerColumn = values["no-owner-column"] ? null : (values["owner-column"] ?? "userid");
const simulator = await startSimulator({
  port: number("port", values.port),
  ...(values["control-port"] ? { controlPort: number("control-port", values["control-port"]) } : {}),
  listenAddress: values.listen,
  secret: values.secret || process.env.SIMULATOR_SECRET || DEFAULT_SECRET,
  fleet: values.fleet === "demo" ? "demo" : number("fleet", values.fleet),
  seed: number("seed", values.seed),
  speed: number("speed", values.speed),
  settings: {
    ownerColumn,
    knowsOwnerFilter: !values["ignores-owner-filter"],
    consoleServer: values["console-server"] ?? null,
  },
});
console.log(`simulator: ${simulator.url} (control under ${simulator.base}/_sim)`);

function number(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < 0) {
    console.error(`--${name} must be a number, 0 or more`);
    process.exit(2);
  }
  return value;
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void simulator.close().then(() => process.exit(0)));
}
