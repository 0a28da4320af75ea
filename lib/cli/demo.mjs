// `npm run demo`: a panel to look at, on a simulated master. Runs on a fresh clone with Node alone.
import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import "./with-npm.mjs";
import { ensureBuild, ensurePackages, ROOT } from "./steps.mjs";

const port = Number(process.env.PORT || 3000);
const address = `http://127.0.0.1:${port}`;
const READY_LIMIT_MS = 120_000;
const children = [];
let stopping = false;

/** Every setting the panel knows and the demo does not set: what stands in the shell or in .env is for real masters. */
const UNSET = [
  "DATABASE_URL",
  "RSTACK_OWNER_FIELD",
  "RSTACK_COLUMNS",
  "RSTACK_RATE",
  "PANEL_ALLOW_HTTP",
  "RSTACK_ALLOW_HTTP",
  "MAIL_FROM",
  "SSO_PUBLIC_KEY",
  "SSO_AUDIENCE",
  "OIDC_ISSUER",
  "OIDC_CLIENT_ID",
  "OIDC_CLIENT_SECRET",
  "CONSOLE_ADAPTER",
];

await main().catch(async (error) => {
  console.error(`\nThe demo could not start: ${error.message}`);
  await stopAll();
  process.exit(1);
});

async function main() {
  process.on("SIGINT", () => void stopAll().then(() => process.exit(0)));
  process.on("SIGTERM", () => void stopAll().then(() => process.exit(0)));
  if (!(await isFree(port))) {
    throw new Error(`port ${port} is in use; PORT=3001 npm run demo takes another`);
  }
  await ensurePackages();
  await ensureBuild();
  const kept = keptSettings();
  const simulatorPort = await freePort();
  const env = {
    ...process.env,
    ...Object.fromEntries(UNSET.map((name) => [name, ""])),
    RSTACK_URL: `http://127.0.0.1:${simulatorPort}/api/v3`,
    RSTACK_SECRET: kept.rstackSecret,
    PANEL_URL: address,
    AUTH_SECRET: kept.authSecret,
    PANEL_DATA_DIR: kept.folder,
    PORT: String(port),
    LISTEN_ADDRESS: "127.0.0.1",
    // Nothing stands in front, so API tokens with address ranges can be tried: 127.0.0.1 is the caller.
    TRUSTED_PROXIES: "direct",
    SMTP_URL: await startMailServer(kept.mails),
    SSO_SECRET: kept.ssoSecret,
    // To look around at once; a real panel asks its staff for more than a password.
    STAFF_SECOND_FACTOR: "optional",
    CUSTOMER_FIELDS: "name,phone,email",
    CONSOLE_HOSTS: `http://127.0.0.1:${simulatorPort}`,
    LOG_LEVEL: process.env.LOG_LEVEL || "warn",
  };
  const master = ["lib/simulator/main.ts", "--port", String(simulatorPort), "--state", kept.masterState];
  // The simulator is its own node: it has a page to open a console on.
  master.push("--console-server", `http://127.0.0.1:${simulatorPort}`);
  // So that the panel finds the unit of its samples, once a day is over.
  master.push("--dialect", "counter=onward");
  start("simulator", ["--import", "tsx", ...master], { ...process.env, SIMULATOR_SECRET: kept.rstackSecret });
  start("panel", ["lib/cli/start.mjs"], env);
  await answers(`${address}/api/health`);
  await accounts(env, kept.passwords);
  tell(kept);
}

/**
 * Apart from a real panel's data, since the passwords stand on the screen. Root's database runs as another user, which
 * often can't enter the checkout: there it lies where both can.
 */
function keptSettings() {
  const folder = demoFolder();
  const file = path.join(folder, "demo.json");
  const secret = (bytes) => randomBytes(bytes).toString("base64url");
  const save = (made) => writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600 });
  if (!existsSync(file)) {
    const passwords = Object.fromEntries(
      ["alice", "bob", "support", "admin"].map((name) => [name, `${name}-${secret(9)}`]),
    );
    save({ authSecret: secret(32), rstackSecret: secret(24), passwords });
  }
  const kept = JSON.parse(readFileSync(file, "utf8"));
  if (!kept.ssoSecret) {
    // A demo of an earlier release.
    kept.ssoSecret = secret(32);
    save(kept);
  }
  return {
    folder,
    masterState: path.join(folder, "master.json"),
    mails: path.join(folder, "mails"),
    ...kept,
  };
}

function demoFolder() {
  const root = process.getuid?.() === 0;
  if (process.env.PANEL_DATA_DIR || !root) {
    const folder = path.join(path.resolve(process.env.PANEL_DATA_DIR || path.join(ROOT, "data")), "demo");
    mkdirSync(folder, { recursive: true });
    return folder;
  }
  const shared = "/var/lib/rstack-panel";
  const folder = path.join(shared, `demo-${createHash("sha256").update(ROOT).digest("hex").slice(0, 16)}`);
  mkdirSync(folder, { recursive: true });
  chmodSync(shared, 0o755);
  return folder;
}

/** Takes every mail of the panel and keeps it as a text file: none leaves the demo. */
async function startMailServer(folder) {
  const [{ SMTPServer }, { default: PostalMime }] = [
    await import("smtp-server"),
    await import("postal-mime"),
  ];
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let count = 0;
  const keep = async (pieces, to) => {
    const { subject, text } = await PostalMime.parse(Buffer.concat(pieces));
    count += 1;
    const name = `${new Date().toISOString().slice(0, 19).replaceAll(":", "")}-${count}.txt`;
    const lines = [`To: ${to.join(", ")}`, `Subject: ${subject}`, "", text ?? ""];
    writeFileSync(path.join(folder, name), lines.join("\n"), { mode: 0o600 });
    console.log(`A mail to ${to.join(", ")}: ${path.join(folder, name)}`);
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      const pieces = [];
      stream.on("data", (piece) => pieces.push(piece));
      stream.on("end", () =>
        keep(
          pieces,
          session.envelope.rcptTo.map((one) => one.address),
        ).then(() => done(), done),
      );
    },
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `smtp://127.0.0.1:${server.server.address().port}`;
}

/** In a group of their own: Ctrl-C reaches this process alone, which ends them in order. */
function start(name, args, env) {
  const child = spawn(process.execPath, ["--import", "./lib/cli/with-parent.mjs", ...args], {
    cwd: ROOT,
    env,
    stdio: ["ignore", name === "panel" ? "inherit" : "ignore", "inherit", "ipc"],
    detached: process.platform !== "win32",
  });
  children.push(child);
  child.ended = new Promise((resolve) => child.once("exit", resolve));
  child.ended.then((code) => {
    if (!stopping) {
      console.error(`The ${name} ended (${code})`);
      void stopAll().then(() => process.exit(1));
    }
  });
}

/** The panel first: it stops its database, and needs nobody's answer for that. */
async function stopAll() {
  stopping = true;
  for (const child of [...children].reverse()) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      await child.ended;
    }
  }
}

async function answers(url) {
  const deadline = Date.now() + READY_LIMIT_MS;
  while (Date.now() < deadline) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${url} did not answer`);
}

function accounts(env, passwords) {
  return new Promise((resolve, reject) => {
    const args = ["--conditions=react-server", "--import", "tsx", "lib/cli/demo-accounts.ts"];
    const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ["pipe", "inherit", "inherit"] });
    child.once("error", reject);
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error("no demo accounts"))));
    // Not by argument: everybody can read those.
    child.stdin.end(JSON.stringify(passwords));
  });
}

function tell({ passwords, folder, mails, ssoSecret }) {
  const lines = [
    ["alice", "customer 10001"],
    ["bob", "customer 10002"],
    ["support", "the provider's support"],
    ["admin", "the provider's admin"],
  ].map(([name, who]) => `  ${name.padEnd(9)} ${passwords[name].padEnd(22)} ${who}`);
  console.log(`
The panel is at ${address}

  username  password               who
${lines.join("\n")}

Support and admin come in by password alone (STAFF_SECOND_FACTOR=optional); a real panel asks for a second factor.

Mails go to ${mails}, one text file each.
Single sign-on, as from a billing system: open the page that this makes within a minute.
  PANEL_URL=${address} SSO_SECRET=${ssoSecret} node docs/examples/sso.mjs 10001 > sso.html
An API token with address ranges takes 127.0.0.1. A provider's needs a second factor, which the admin sets up under Account.

Ctrl-C ends it. What you do here is kept in ${folder}; without that folder the next run starts over.`);
}

function isFree(wanted) {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once("error", () => resolve(false));
    probe.listen(wanted, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

function freePort() {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.listen(0, "127.0.0.1", () => {
      const { port: found } = probe.address();
      probe.close(() => resolve(found));
    });
  });
}
