/**
 * The API's description by other people's tools: three checkers, and clients made of it, which run against the panel. Debian's
 * packages and pinned versions by npx, no dependency of the project, telemetry off. What isn't there is named as not tried.
 * `--only WORDS` takes one of them.
 */
import { spawn } from "node:child_process";
import { copyFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { tokenOf } from "../support/programs";
import { startWorld, type World } from "../support/world";

const { values } = parseArgs({ options: { only: { type: "string", default: "" } } });

const REDOCLY = "@redocly/cli@2.77.0";
const SPECTRAL = "@stoplight/spectral-cli@6.16.3";
const TYPES = "openapi-typescript@7.13.0";
/** Debian's own, whatever else comes first in the PATH. */
const PYTHON = "/usr/bin/python3";
const QUIET = { REDOCLY_TELEMETRY: "off", DO_NOT_TRACK: "1", npm_config_update_notifier: "false" };
const ROOT = process.cwd();
const HERE = path.join(ROOT, "e2e/drills/description");
const TSC = path.join(ROOT, "node_modules/typescript-native/bin/tsc");
const TS_OPTIONS =
  "--noEmit --strict --target es2022 --module esnext --moduleResolution bundler --types node";

type Step = [command: string, ...args: string[]];

interface Tool {
  name: string;
  /** Ends with 0 where the tool can be had. */
  there: Step;
  steps: readonly Step[];
}

function toolsFor(address: string, token: string): Tool[] {
  const npx = (name: string, ...args: string[]): Step => ["npx", "--yes", name, ...args];
  const module = (name: string, ...args: string[]): Step => [PYTHON, "-m", name, ...args];
  const file = "openapi.json";
  return [
    {
      name: "openapi-spec-validator",
      there: [PYTHON, "-c", "import openapi_spec_validator"],
      steps: [module("openapi_spec_validator", file)],
    },
    { name: REDOCLY, there: npx(REDOCLY, "--version"), steps: [npx(REDOCLY, "lint", file)] },
    {
      name: SPECTRAL,
      there: npx(SPECTRAL, "--version"),
      steps: [npx(SPECTRAL, "lint", file, "--ruleset", "rules.yaml", "--fail-severity", "error")],
    },
    {
      name: TYPES,
      there: npx(TYPES, "--version"),
      steps: [
        npx(TYPES, file, "--output", "panel.d.ts"),
        [process.execPath, TSC, ...TS_OPTIONS.split(" "), "client.ts"],
        [process.execPath, "--import", "tsx", "client.ts", address, token],
      ],
    },
    {
      name: "datamodel-code-generator",
      there: [PYTHON, "-c", "import datamodel_code_generator, pydantic"],
      steps: [
        module(
          ...(["datamodel_code_generator", "--input", file, "--input-file-type", "openapi"] as const),
          ...["--output", "models.py", "--output-model-type", "pydantic_v2.BaseModel"],
        ),
        [PYTHON, "client.py", address, token, file],
      ],
    },
  ];
}

async function drill(world: World): Promise<number> {
  const { folder } = world;
  // Never in this thread: the simulator answers in it.
  const run = async ([command, ...args]: Step): Promise<{ isFine: boolean; said: string }> => {
    const child = spawn(command, args, {
      ...{ cwd: folder, stdio: ["ignore", "pipe", "pipe"] as const },
      env: { ...process.env, ...QUIET },
    });
    const said = Promise.all([text(child.stdout), text(child.stderr)]);
    const code = await new Promise((resolve) => child.once("error", resolve).once("close", resolve));
    return { isFine: code === 0, said: (await said).join("") };
  };
  const address = `${world.url}/api/v1`;
  writeFileSync(path.join(folder, "openapi.json"), await (await fetch(`${address}/openapi.json`)).text());
  writeFileSync(path.join(folder, "package.json"), '{"type":"module"}');
  writeFileSync(path.join(folder, "rules.yaml"), 'extends: ["spectral:oas"]\n');
  copyFileSync(path.join(HERE, "client.py"), path.join(folder, "client.py"));
  copyFileSync(path.join(HERE, "client.ts.txt"), path.join(folder, "client.ts"));
  symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
  const token = await tokenOf(world, await world.account({ role: "admin" }), { scope: "provider" });
  const [failed, notTried]: [string[], string[]] = [[], []];
  for (const { name, there, steps } of toolsFor(address, token).filter((one) =>
    one.name.includes(values.only),
  )) {
    if (!(await run(there)).isFine) {
      console.log(`not tried  ${name}`);
      notTried.push(name);
      continue;
    }
    let isOk = true;
    for (const step of steps) {
      const { isFine, said } = await run(step);
      if (!isFine) {
        isOk = false;
        console.log(said.slice(-4_000));
        break;
      }
    }
    console.log(`${isOk ? "ok       " : "FAILED   "}  ${name}`);
    if (!isOk) {
      failed.push(name);
    }
  }
  const without = notTried.length > 0 ? `; not tried: ${notTried.join(", ")}` : "";
  console.log(`${failed.length > 0 ? `FAILED: ${failed.join(", ")}` : "ok"}${without}`);
  return failed.length > 0 ? 1 : 0;
}

const world = await startWorld();
try {
  process.exitCode = await drill(world);
} finally {
  await world.stop();
}
