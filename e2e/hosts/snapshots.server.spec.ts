import { expect, test } from "../support/test";
import { callAction, exportedActions } from "../support/wire";

/** With all the fields that each wants, so that nothing but whose host it is can refuse them. */
const FIELDS: Record<string, Record<string, string>> = {
  "create-snapshot": { note: "" },
  "restore-snapshot": { snapshot: "NAME", typedName: "shop01" },
  "delete-snapshot": { snapshot: "NAME", typedName: "shop01" },
  "mount-medium": { medium: "31" },
  "eject-medium": {},
  saveSnapshotNote: { snapshot: "NAME", note: "mine" },
};

test("snapshots and media of another customer's host, of none and for support: refused, nothing sent", async ({
  world,
}) => {
  const { control } = world.simulator;
  await control.reset({ fleet: "demo" });
  const [theirs] = await control.backups("201");
  const customer = await world.session(await world.account({ userId: "10001" }));
  const support = await world.session(await world.account({ role: "support" }));
  const actions = new Map(exportedActions().map(({ name, id }) => [name, id]));
  const call = async (name: string, cookie: string, vmid: string) => {
    const isCommand = name.includes("-");
    const operation = isCommand ? { kind: name, formKey: crypto.randomUUID() } : {};
    const given = Object.entries({ ...FIELDS[name], ...operation, vmid }).map(([field, value]) => [
      field,
      value === "NAME" ? (theirs?.name ?? "") : value,
    ]);
    const answer = await callAction(
      { origin: world.url, cookie },
      actions.get(isCommand ? "command" : name) ?? "",
      Object.fromEntries(given),
    );
    return /"code":"([a-z-]+)"/.exec(answer.text)?.[1];
  };
  for (const name of Object.keys(FIELDS)) {
    for (const vmid of ["201", "999999", "101x"]) {
      expect(await call(name, customer, vmid), `${name} of ${vmid}`).toBe("not-found");
    }
    expect(await call(name, support, "201"), `${name} by support`).toBe("not-allowed");
  }
  const { calls, effects } = await control.journal();
  expect(effects).toEqual([]);
  expect(calls.filter(({ action }) => /^vm_(snapshot|cd_manage)$/.test(action ?? ""))).toEqual([]);
});
