import { expect, test } from "../support/test";
import { formOn } from "../support/wire";
import { startWorld, type World } from "../support/world";

test.describe.configure({ timeout: 120_000 });

type Send = Awaited<ReturnType<typeof formOn>>;

/** Sends a form, eight at a time, until its page says that it is over a limit; the sentence, as a person reads it. */
async function untilOverLimit(send: Send, typed: Record<string, string>, most: number): Promise<string> {
  for (let sent = 0; sent < most; sent += 8) {
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(typed)));
    for (const { text } of answers) {
      // Scripts hold the texts of all faults.
      const shown = text.replaceAll(/<script[\s\S]*?<\/script>|<!--.*?-->/g, "");
      const told = shown.match(/Too many (?:requests|attempts)[^<]*/)?.[0];
      if (told) return told;
    }
  }
  throw new Error(`nothing was said of a limit after ${most} forms`);
}

const enter = async (world: World, own: Parameters<World["account"]>[0]) => ({
  origin: world.url,
  cookie: await world.session(await world.account(own)),
});
const ENGLISH = { "accept-language": "en" };

test.beforeEach(async ({ world }) => {
  await world.simulator.control.reset({ fleet: "demo" });
});

test("the sign-in form says without JavaScript that it is over a limit, and for how many seconds", async () => {
  // A panel of its own, which knows addresses: else all tests that sign in meanwhile would be over the limit, too.
  const world = await startWorld({ env: { TRUSTED_PROXIES: "1" } });
  try {
    const headers = { ...ENGLISH, "x-forwarded-for": "203.0.113.7" };
    const send = await formOn({ origin: world.url }, "/sign-in", 'name="password"', headers);
    expect(await untilOverLimit(send, { login: "", password: "" }, 200)).toMatch(/ in \d+ s\./);
  } finally {
    await world.stop();
  }
});

test("a command's form says without JavaScript that it is over a limit, for how many seconds, and does nothing more", async ({
  world,
}) => {
  const caller = await enter(world, { userId: "10001" });
  const send = await formOn(caller, "/hosts/101", 'value="stop"', ENGLISH);
  expect(await untilOverLimit(send, {}, 200)).toMatch(/ in \d+ seconds?\./);
  const { effects } = await world.simulator.control.journal();
  expect(effects.map(({ vmid, kind }) => [vmid, kind])).toEqual([["101", "stop"]]);
});

test("a form of staff says without JavaScript that it is over a limit, and for how many seconds", async ({
  world,
}) => {
  const caller = await enter(world, { role: "admin" });
  const send = await formOn(caller, "/admin/staff", 'name="email"', ENGLISH);
  expect(await untilOverLimit(send, { email: "no address" }, 200)).toMatch(/ in \d+ s\./);
});

test("the form of a webhook says without JavaScript that it is over a limit, and for how many seconds", async ({
  world,
}) => {
  const caller = await enter(world, { userId: "10001" });
  const send = await formOn(caller, "/account/notifications", 'name="url"', ENGLISH);
  expect(await untilOverLimit(send, { url: "http://127.0.0.1/", "hook-traffic": "1" }, 100)).toMatch(
    / in \d+ s/,
  );
});
