import { expect, test } from "../support/test";
import { callAction, exportedActions } from "../support/wire";

test("while the master is silent every host that the panel doesn't know is a 503 that keeps trying, one's own like a guess", async ({
  world,
}) => {
  test.setTimeout(120_000);
  const { control } = world.simulator;
  const cookie = await world.session(await world.account({ userId: "10001" }));
  const staff = await world.session(await world.account({ role: "admin" }));
  const get = (path: string, who = cookie) =>
    fetch(world.url + path, { headers: { cookie: who, "accept-language": "en" } });
  await control.addFault({ kind: "http-status", match: { action: "hyper" } });
  // One's own, one of another, and one that is not there; none of them is in the mirror.
  const own = (await control.addHost({ userid: "10001", vmname: "fresh" })).id;
  const anothers = (await control.addHost({ userid: "10002", vmname: "other" })).id;
  const nobodys = "987654";
  const paths = [
    "",
    "/monitor",
    "/snapshots",
    "/network",
    "/settings",
    "/reinstall",
    "/console/window",
    "/activity",
  ];
  const texts = new Set<string>();
  for (const id of [own, anothers, nobodys]) {
    for (const path of id === own ? paths : [""]) {
      const page = await get(`/hosts/${id}${path}`);
      expect(page.status, id + path).toBe(503);
      expect(page.headers.get("retry-after")).toBe("5");
      const text = await page.text();
      expect(text).toContain("can’t be shown right now");
      if (path === "") texts.add((/<main.*<\/main>/s.exec(text)?.[0] ?? "").replaceAll(id, "ID"));
    }
    const json = await get(`/api/hosts/${id}`);
    expect([json.status, await json.json()]).toEqual([503, { error: "not-asked" }]);
    expect((await get(`/admin/hosts/${id}`, staff)).status).toBe(503);
  }
  expect([...texts]).toHaveLength(1);
  expect((await get("/hosts/0101")).status).toBe(404);
  const chinese = await fetch(`${world.url}/hosts/${own}`, {
    headers: { cookie, "accept-language": "zh-CN" },
  });
  expect(await chinese.text()).toContain("暂时无法显示此主机");

  const power = exportedActions().find(
    ({ name, file }) => name === "command" && file.includes("hosts/actions"),
  );
  const form = { vmid: own, kind: "start", formKey: "not-asked-form-key" };
  const answer = await callAction({ origin: world.url, cookie }, power?.id ?? "", form);
  expect(answer.text).toContain('"code":"master-down"');

  await control.removeFaults();
  // Each is asked for by itself, some seconds after the master's last silence.
  for (const [id, status] of [
    [own, 200],
    [anothers, 404],
    [nobodys, 404],
  ] as const) {
    await expect.poll(async () => (await get(`/hosts/${id}`)).status, { timeout: 60_000 }).toBe(status);
  }
});
