import { expect, test } from "../support/test";

test("every kind of answer carries the headers that keep a browser safe", async ({ page, world, signIn }) => {
  await signIn(await world.account({ userId: "10001" }));
  const script = (await (await page.request.get("/sign-in")).text()).match(/\/_next\/static\/[^"]+\.js/)?.[0];
  for (const where of [
    script ?? "no script",
    "/robots.txt",
    "/sign-in",
    "/hosts",
    "/hosts/101",
    "/hosts/999999",
    "/api/hosts",
    "/api/health",
    "/nowhere",
  ]) {
    const answer = await page.request.get(where, { maxRedirects: 0 });
    const headers = answer.headers();
    expect(headers["x-powered-by"], where).toBeUndefined();
    expect(headers["x-content-type-options"], where).toBe("nosniff");
    const csp = headers["content-security-policy"] ?? "";
    expect(csp, where).toContain("frame-ancestors 'none'");
    const scripts = csp.split(";").find((d) => d.trim().startsWith("script-src")) ?? "";
    expect(scripts, where).not.toContain("unsafe-inline");
    expect(scripts, where).not.toContain("unsafe-eval");
    expect(headers["referrer-policy"], where).toBe("same-origin");
    expect(headers["permissions-policy"], where).toBeTruthy();
  }
});

test("the gallery of components is no page of a build", async ({ page, world, enter }) => {
  expect((await page.request.get("/gallery")).status()).toBe(404);
  await enter(await world.account({ role: "admin" }));
  expect((await page.request.get("/gallery")).status()).toBe(404);
});

test("no page breaks its own content policy, and cookies are HttpOnly and SameSite", async ({
  page,
  world,
  signIn,
  context,
}) => {
  const broken: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") broken.push(message.text());
  });
  page.on("pageerror", (error) => broken.push(error.message));
  await signIn(await world.account({ userId: "10001" }));
  for (const where of ["/hosts", "/hosts/101", "/account"]) {
    await page.goto(where);
    await page.locator("main").waitFor();
  }
  expect(broken).toEqual([]);
  for (const cookie of await context.cookies()) {
    if (/session|browser/i.test(cookie.name)) {
      expect(cookie.httpOnly, cookie.name).toBe(true);
      expect(cookie.sameSite, cookie.name).toBe("Lax");
    }
  }
});
