import { asProgram, type DescribedAddress, tokenOf } from "../../support/programs";
import { expect } from "../../support/test";
import { signInByForm } from "../../support/wire";
import { PASSWORD, type World } from "../../support/world";

/** What an address is about: the list that it reads, or what its path names. */
export function aboutOf({ path }: DescribedAddress): "list" | "host" | "operation" | "customer" {
  if (!path.includes("{")) return "list";
  if (path.includes("/customers/")) return "customer";
  return path.endsWith("/operations/{id}") ? "operation" : "host";
}

const snapshot = { snapshot: "s", typedName: "web01" };
/** A body that each kind takes, so that it is the owner, the scope or the token that refuses it. */
export const BODIES: Record<string, object> = {
  start: {},
  stop: {},
  restart: {},
  "force-stop": {},
  "force-restart": {},
  reinstall: { image: "1", disks: "all", password: "", typedName: "web01" },
  "create-snapshot": { note: "" },
  "restore-snapshot": snapshot,
  "delete-snapshot": snapshot,
  "mount-medium": { medium: "1" },
  "eject-medium": {},
  "add-port": { port: "80" },
  "remove-port": { mappingId: "1" },
  "bind-domain": { domain: "shop.example", port: "80" },
  "unbind-domain": { mappingId: "1" },
  "reapply-addresses": {},
  "reset-password": { password: "kF7mq-Wd2xP-aa77" },
  "change-remote-port": { choice: "first" },
  "lock-host": {},
  "unlock-host": {},
  "suspend-host": {},
  "resume-host": {},
};

/** One of the simulator's. */
const POOL = "10";
const RANGE = "?from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z";
/** Every one of these, once with each kind that it takes. `host` and `operation` are what their paths name. */
export async function askAll(
  world: World,
  token: string,
  of: DescribedAddress[],
  host: string,
  operation: string,
) {
  const each = of.flatMap(
    ({ method, path, kinds, forProvider }): { at: string; kind: string; body?: object }[] => {
      const isOperation = aboutOf({ method, path, kinds, forProvider }) === "operation";
      const id = isOperation ? operation : path.includes("/pools/") ? POOL : host;
      const search = path.endsWith("/monitor") ? RANGE : path === "/fleet/images" ? "?node=1" : "";
      const at = path.replace("{id}", id).replace("{customer}", "10001") + search;
      return method === "POST"
        ? kinds.map((kind) => ({ at, kind, body: { kind, ...BODIES[kind] } }))
        : [{ at, kind: "" }];
    },
  );
  return Promise.all(
    each.map(async ({ at, kind, body }) => {
      const answer = await asProgram(world, token, at, body);
      return { what: `${at} ${kind}`, answer: [answer.status, answer.body.code] as const, ...answer };
    }),
  );
}

export async function expectAll(
  asked: ReturnType<typeof askAll>,
  status: number,
  code: string,
): Promise<void> {
  const answers = await asked;
  expect(answers.length).toBeGreaterThan(3);
  expect(Object.fromEntries(answers.map(({ what, answer }) => [what, answer]))).toEqual(
    Object.fromEntries(answers.map(({ what }) => [what, [status, code]])),
  );
}

/** A customer whose hosts the panel has seen. */
export async function customerOf(world: World, userId: string): Promise<string> {
  const username = await world.account({ userId });
  const cookie = await signInByForm(world.url, username, PASSWORD);
  await expect
    .poll(
      async () =>
        (await (await fetch(`${world.url}/api/hosts`, { headers: { cookie } })).json()).hosts.length,
    )
    .toBeGreaterThan(1);
  return username;
}

/** An operation of that host's owner, which is over. */
export async function operationOf(world: World, owner: string, host: string): Promise<string> {
  const token = await tokenOf(world, owner, { scope: "power" });
  const { body } = await asProgram(world, token, `/hosts/${host}/operations`, { kind: "force-stop" });
  await expect
    .poll(async () => (await asProgram(world, token, `/operations/${body.id}`)).body.outcome)
    .toBe("done");
  return body.id;
}
