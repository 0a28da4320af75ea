import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { keepState, readState, restore } from "./fleet/keep-state";
import { DEFAULT_SECRET, startSimulator } from "./start";
import { settingsOfShapes } from "./wire/shapes";

const USAGE = `npm run simulator -- [options]

  --port N               where /api/v3 listens (4150); 0 is any free one
  --secret S             its API secret (SIMULATOR_SECRET, else ${DEFAULT_SECRET})
  --fleet demo|COUNT     20 chosen hosts, or so many drawn ones (demo)
  --seed N               another fleet (1)
  --speed X              how fast starts, stops and set-ups go (1); 0 freezes them
  --state FILE           keep hosts and users here between runs
  --control-port N       a port for /_sim alone, which stays up while the API's is closed
  --listen ADDRESS       127.0.0.1; anything but a loopback address opens /_sim to the network
  --console-server URL   what vm_console names as the VNC server (port 8001 of the host's node)
  --owner-column NAME    the column of a host row that says whose it is (userid)
  --no-owner-column      there is none
  --ignores-owner-filter a list asked for one owner's hosts has everybody's
  --dialect LIST         how it reads what the document leaves open: stranger, or such as times=text,empty=null
                         (lib/simulator/PARITY.md has them all)
  --shapes FILE          answers in the shapes that npm run check -- --record FILE found at another master`;

function read() {
  const text = { type: "string" } as const;
  const yes = { type: "boolean", default: false } as const;
  return parseArgs({
    options: {
      help: { ...yes, short: "h" },
      port: { ...text, default: "4150" },
      "control-port": text,
      listen: { ...text, default: "127.0.0.1" },
      secret: text,
      fleet: { ...text, default: "demo" },
      seed: { ...text, default: "1" },
      speed: { ...text, default: "1" },
      state: text,
      "console-server": text,
      "owner-column": text,
      "no-owner-column": yes,
      "ignores-owner-filter": yes,
      dialect: { ...text, default: "" },
      shapes: text,
    },
  }).values;
}

function number(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < 0) {
    throw new Error(`--${name} must be a number, 0 or more`);
  }
  return value;
}

async function main(): Promise<void> {
  const values = read();
  if (values.help) {
    console.log(USAGE);
    process.exit(0);
  }
  const given = values.secret || process.env.SIMULATOR_SECRET;
  const simulator = await startSimulator({
    port: number("port", values.port),
    ...(values["control-port"] ? { controlPort: number("control-port", values["control-port"]) } : {}),
    listenAddress: values.listen,
    secret: given || DEFAULT_SECRET,
    fleet: values.fleet === "demo" ? "demo" : number("fleet", values.fleet),
    seed: number("seed", values.seed),
    speed: number("speed", values.speed),
    dialect: values.dialect,
    settings: {
      ownerColumn: values["no-owner-column"] ? null : (values["owner-column"] ?? "userid"),
      knowsOwnerFilter: !values["ignores-owner-filter"],
      consoleServer: values["console-server"] ?? null,
      ...(values.shapes ? settingsOfShapes(readFileSync(values.shapes, "utf8")) : {}),
    },
  });
  const { master } = simulator.control;
  const before = values.state ? readState(values.state) : null;
  if (before) restore(master, before);
  const kept = values.state ? keepState(master, values.state) : null;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      kept?.end();
      void simulator.close().then(() => process.exit(0));
    });
  }
  console.log(`simulator: ${simulator.url} (control under ${simulator.base}/_sim)`);
  // One that was given stays with who gave it.
  console.log(`RSTACK_URL=${simulator.url}`);
  console.log(`RSTACK_SECRET=${given ? "(the one that was given)" : DEFAULT_SECRET}`);
}

main().catch((error: unknown) => {
  console.error(`simulator: ${error instanceof Error ? error.message : error}`);
  console.error("npm run simulator -- --help says what there is");
  process.exit(2);
});
