import path from "node:path";
import { embeddedDatabaseUrl, type PanelProcess, startPanel } from "../support/panel-process";
import { expect, test } from "../support/test";
import { callAction, exportedActions, signInByForm } from "../support/wire";
import { PASSWORD, startWorld } from "../support/world";

const powerAction = () => exportedActions().find((a) => a.name === "command")?.id ?? "";

interface HostAnswer {
  state: string;
  operation: { id: string; kind: string; outcome: string } | null;
}

async function hostOf(origin: string, cookie: string, id: string): Promise<HostAnswer> {
  const answer = await fetch(`${origin}/api/hosts/${id}`, { headers: { cookie } });
  expect(answer.status).toBe(200);
  return answer.json() as Promise<HostAnswer>;
}

test("50 parallel Starts of one host make one call upstream, and one form sent twice is one operation", async ({
  world,
}) => {
  await world.simulator.control.reset({ fleet: "demo" });
  const cookie = await world.session(await world.account({ userId: "10001" }));
  await fetch(`${world.url}/api/hosts`, { headers: { cookie } });
  const id = powerAction();
  const same = crypto.randomUUID();
  // The host comes up after the last click: a Start of a running host is another story.
  await world.simulator.control.setClock({ speed: 0 });
  await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      callAction({ origin: world.url, cookie }, id, {
        vmid: "109",
        kind: "start",
        formKey: i % 2 ? same : crypto.randomUUID(),
      }),
    ),
  );
  await world.simulator.control.setClock({ speed: 10 });
  const { calls } = await world.simulator.control.journal();
  expect(calls.filter((c) => c.action === "vm_start")).toHaveLength(1);
  await expect
    .poll(async () => (await hostOf(world.url, cookie, "109")).operation?.outcome, { timeout: 20_000 })
    .toBe("done");
});

test("50 parallel Starts of one host from two instances on one database make one call upstream", {
  tag: "@drill",
}, async ({ world }) => {
  await world.simulator.control.reset({ fleet: "demo" });
  const { PANEL_DATA_DIR = "", PANEL_URL: _own, ...env } = world.env;
  const second = await startPanel(
    { ...env, DATABASE_URL: embeddedDatabaseUrl(PANEL_DATA_DIR) },
    path.join(world.folder, "second.log"),
  );
  try {
    const username = await world.account({ userId: "10001" });
    const origins = [world.url, second.url];
    const cookies = await Promise.all(origins.map((origin) => signInByForm(origin, username, PASSWORD)));
    await Promise.all(
      origins.map((origin, i) => fetch(`${origin}/api/hosts`, { headers: { cookie: cookies[i] ?? "" } })),
    );
    const id = powerAction();
    // The host comes up after the last click: a Start of a running host is another story.
    await world.simulator.control.setClock({ speed: 0 });
    await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        callAction({ origin: origins[i % 2] ?? "", cookie: cookies[i % 2] }, id, {
          vmid: "106",
          kind: "start",
          formKey: crypto.randomUUID(),
        }),
      ),
    );
    await world.simulator.control.setClock({ speed: 10 });
    const { calls } = await world.simulator.control.journal();
    expect(calls.filter((c) => c.action === "vm_start" && c.vmid === "106")).toHaveLength(1);
    for (const [i, origin] of origins.entries()) {
      await expect
        .poll(async () => (await hostOf(origin, cookies[i] ?? "", "106")).operation?.outcome, {
          timeout: 20_000,
        })
        .toBe("done");
    }
  } finally {
    await second.stop();
  }
});

test("kill -9 at any moment of an operation: after the restart its outcome is true, its effect at most one", async ({
  expectedErrors,
}) => {
  // What a killed panel's database still says.
  expectedErrors.push(/[Dd]atabase|[Cc]onnection|PostgreSQL/);
  test.skip(!process.env.KILL_ROUNDS, "the drill `kills` runs it");
  test.setTimeout(420_000);
  const world = await startWorld({ env: { OPERATION_LIMIT_SECONDS: "5" } });
  const port = Number(new URL(world.url).port);
  let panel: PanelProcess = world.panel;
  try {
    const username = await world.account({ userId: "10001" });
    const cookie = await world.session(username);
    await fetch(`${world.url}/api/hosts`, { headers: { cookie } });
    const id = powerAction();
    const rounds = Number(process.env.KILL_ROUNDS);
    for (let round = 0; round < rounds; round += 1) {
      const before = await world.simulator.control.host("109");
      const earlier = (await hostOf(world.url, cookie, "109")).operation?.id;
      const kind = before.power === "off" ? "start" : "force-stop";
      const since = (await world.simulator.control.journal()).last;
      const sent = callAction({ origin: world.url, cookie }, id, {
        vmid: "109",
        kind,
        formKey: crypto.randomUUID(),
      }).catch(() => null);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 120));
      await panel.stop("SIGKILL");
      await sent;
      panel = await startPanel(world.env, path.join(world.folder, "panel.log"), port);
      await expect
        .poll(async () => (await hostOf(world.url, cookie, "109")).operation?.outcome ?? "done", {
          timeout: 25_000,
        })
        .not.toMatch(/open|checking/);
      const { operation } = await hostOf(world.url, cookie, "109");
      const effects = (await world.simulator.control.journal({ since })).effects.filter(
        (e) => e.vmid === "109",
      );
      expect(effects.length, `round ${round}: effects`).toBeLessThanOrEqual(1);
      if (operation?.outcome === "not-sent" || operation?.outcome === "refused") {
        expect(effects, `round ${round}: ${operation.outcome}`).toHaveLength(0);
      }
      // Killed before the intent was written: the newest is the round before's.
      if (operation?.outcome === "done" && operation.id !== earlier) {
        expect(effects, `round ${round}: done`).toHaveLength(1);
      }
    }
  } finally {
    await panel.stop();
    await world.stop();
  }
});
