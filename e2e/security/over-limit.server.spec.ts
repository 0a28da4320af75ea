import { inDatabase } from "../support/panel-rows";
import { expect, test } from "../support/test";
import { formOn } from "../support/wire";
import type { World } from "../support/world";

type Send = Awaited<ReturnType<typeof formOn>>;

/**
 * What the page of a form says of a limit, as a person reads it. The form is sent once, as anybody's; then what it took of
 * the rate limit `scope` is raised above the limit, for three seconds, and it is sent again.
 */
async function overLimit(world: World, scope: string, send: Send, typed: Record<string, string>) {
  expect(sentenceIn(await send(typed))).toBeNull();
  const raised = await inDatabase(
    world,
    "update rate_limits set points = 1000, expire = $2 where split_part(key, ':', 1) = $1 returning key",
    [scope, Date.now() + 3_000],
  );
  expect(raised.length).toBeGreaterThan(0);
  return sentenceIn(await send(typed));
}

/** Scripts hold the texts of all faults, so they are left out. */
const sentenceIn = ({ text }: { text: string }): string | null =>
  text
    .replaceAll(/<script[\s\S]*?<\/script>|<!--.*?-->/g, "")
    .match(/Too many (?:requests|attempts)[^<]*/)?.[0] ?? null;

const enter = async (world: World, own: Parameters<World["account"]>[0]) => ({
  origin: world.url,
  cookie: await world.session(await world.account(own)),
});
const ENGLISH = { "accept-language": "en" };

test.beforeEach(async ({ world }) => {
  await world.simulator.control.reset({ fleet: "demo" });
});

test("the sign-in form says without JavaScript that it is over a limit, and for how many seconds", async ({
  world,
}) => {
  const send = await formOn({ origin: world.url }, "/sign-in", 'name="password"', ENGLISH);
  expect(await overLimit(world, "open-all", send, { login: "", password: "" })).toMatch(/ in \d+ s\./);
  // The panel remembers a flood; the next test signs in.
  await expect(async () => expect(sentenceIn(await send({ login: "", password: "" }))).toBeNull()).toPass();
});

test("a command's form says without JavaScript that it is over a limit, for how many seconds, and does nothing more", async ({
  world,
}) => {
  const caller = await enter(world, { userId: "10001" });
  const send = await formOn(caller, "/hosts/101", 'value="stop"', ENGLISH);
  expect(await overLimit(world, "action", send, {})).toMatch(/ in \d+ s\./);
  const { effects } = await world.simulator.control.journal();
  expect(effects.map(({ vmid, kind }) => [vmid, kind])).toEqual([["101", "stop"]]);
});

test("a form of staff says without JavaScript that it is over a limit, and for how many seconds", async ({
  world,
}) => {
  const caller = await enter(world, { role: "admin" });
  const send = await formOn(caller, "/admin/settings", 'name="displayName"', ENGLISH);
  expect(await overLimit(world, "action", send, { email: "no address" })).toMatch(/ in \d+ s\./);
});

test("the form of a webhook says without JavaScript that it is over a limit, and for how many seconds", async ({
  world,
}) => {
  const caller = await enter(world, { userId: "10001" });
  const send = await formOn(caller, "/account", 'name="url"', ENGLISH);
  const typed = { url: "http://127.0.0.1/", "hook-traffic": "1" };
  expect(await overLimit(world, "webhook-change", send, typed)).toMatch(/ in \d+ s/);
});
