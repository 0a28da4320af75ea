import { readdirSync } from "node:fs";
import type { Page, Route } from "@playwright/test";
import { comeBySso } from "../shots/come-by-sso";
import { expect, test } from "../support/test";
import { PASSWORD, type World } from "../support/world";

/** What stands for the changing parts of addresses; null: such a page only leads on, or isn't there. */
const PARTS: Record<string, string | null> = {
  vmid: "101",
  userid: "10001",
  nodeid: "1",
  poolid: "1",
  id: null,
  token: null,
  old: null,
  former: null,
  "...old": null,
  "...rest": null,
};

const PNG = Buffer.from("89504e470d0a1a0a", "hex");

/** The address of each page in a folder of `app`. */
const pagesIn = (folder: string): string[] =>
  readdirSync(`app/${folder}`, { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    .flatMap((file) => {
      let known = true;
      const path = file.replace(/\/?page\.tsx$/, "").replace(/\[([\w.]+)\]/g, (_, name: string) => {
        const part = PARTS[name];
        expect(part, `give this test a value for [${name}]`).toBeDefined();
        known &&= part !== null;
        return part ?? "";
      });
      return known ? [`/${path}`] : [];
    });

const SAID =
  /No reply came back|no reply came back|Couldn.t send|Not sent|isn.t certain|No answer|could not be sent/;

/**
 * Fills each form of the page that was not tried yet and sends it into a connection that is cut, then to a proxy that has
 * only a page of its own to say. Returns what each of them lost or left unsaid.
 */
async function cutAll(page: Page, tried: Set<string>): Promise<string[]> {
  const faults: string[] = [];
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    // What is made as it opens.
    for (const menu of document.querySelectorAll<HTMLElement>("[popover]")) {
      menu.showPopover();
      menu.hidePopover();
    }
  });
  const found = await page.evaluate(() => {
    const forms = [...document.querySelectorAll("form:not([method=get])")] as HTMLFormElement[];
    return forms.map((form, at) => {
      form.dataset.tried = String(at);
      const names = [...form.elements]
        .map((element) => element.getAttribute("name") ?? "")
        .filter((name) => /^\w/.test(name));
      const key = [...form.querySelectorAll("button[type=submit]")].at(-1)?.textContent ?? "";
      return { at, form: `${[...new Set(names)].sort().join(" ")} “${key.replaceAll(/\d+/g, "#")}”` };
    });
  });
  for (const { at, form } of found.filter((one) => !tried.has(one.form))) {
    tried.add(form);
    for (const how of ["cut", "502"] as const) {
      const fault = await cutOne(page, at, how);
      if (fault) {
        faults.push(`${new URL(page.url()).pathname} ${form} ${how}: ${fault}`);
        break;
      }
    }
  }
  return faults;
}

async function cutOne(page: Page, at: number, how: "cut" | "502"): Promise<string | null> {
  let asked = 0;
  const answer = async (route: Route) => {
    if (route.request().method() !== "POST") {
      await route.fallback();
      return;
    }
    asked += 1;
    await (how === "cut"
      ? route.abort("connectionreset")
      : route.fulfill({ status: 502, contentType: "text/html", body: "<html>Bad gateway</html>" }));
  };
  const own = page.locator(`form[data-tried="${at}"]`);
  const hasFields =
    (await own.locator("input:not([type=hidden], [name^=typed]), select, textarea").count()) > 0;
  for (const file of await own.locator("input[type=file]").all()) {
    await file.setInputFiles({ name: "mark.png", mimeType: "image/png", buffer: PNG });
    // The page reads it on its own; only then it is what was entered.
    await expect(own.locator(`input[type=hidden][value="${PNG.toString("base64")}"]`)).toBeAttached();
  }
  await page.route("**", answer);
  try {
    const typed = await page.evaluate((index) => {
      const form = document.querySelector<HTMLFormElement>(`form[data-tried="${index}"]`);
      if (!form) return null;
      const type = (field: HTMLElement, value: string) => {
        Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")?.set?.call(field, value);
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
      };
      for (const field of form.elements) {
        if (field instanceof HTMLSelectElement) {
          type(field, field.options[field.options.length - 1]?.value ?? "");
        } else if (field instanceof HTMLTextAreaElement) {
          type(field, "Several words\nof a person");
        } else if (field instanceof HTMLInputElement && !field.readOnly && !field.disabled) {
          if (field.type === "radio" || field.type === "checkbox") {
            if (field.required && !field.checked) field.click();
          } else if (field.type === "email") {
            type(field, "someone@example.com");
          } else if (field.type === "url") {
            type(field, "https://hooks.example.com/one");
          } else if (field.type === "text" || field.type === "password" || field.type === "tel") {
            const length = Math.max(field.minLength, 4);
            const isNumber = field.inputMode === "numeric" || /^\\d|^\[0-9\]/.test(field.pattern);
            if (field.value === "" || !field.pattern)
              type(field, isNumber ? "44" : "Typed".padEnd(length, "x"));
          }
        }
      }
      for (const said of document.querySelectorAll("[role=alert], .toasts *, .notice")) {
        (said as HTMLElement).dataset.seen = "";
      }
      const named = form.querySelector<HTMLButtonElement>("button[type=submit][name]");
      form.requestSubmit(named);
      return [...new FormData(form).entries()].filter(([name]) => name !== "formKey");
    }, at);
    if (!typed) {
      // A key alone may have given its place to another.
      return how === "cut" ? "it went away before it was sent" : null;
    }
    await expect
      .poll(() => asked, { message: "the form is sent", timeout: 4_000 })
      .toBeGreaterThan(0)
      .catch(() => {});
    if (asked === 0) {
      const why = await page.evaluate(
        (index) => document.querySelector(`form[data-tried="${index}"]`)?.textContent ?? "gone",
        at,
      );
      return `it was not sent: ${why.slice(0, 300)}`;
    }
    const said = await page
      .waitForFunction(
        (words) =>
          [...document.querySelectorAll("[role=alert], .toasts *, .notice")].some(
            (one) =>
              !(one as HTMLElement).closest("[data-seen]") && new RegExp(words).test(one.textContent ?? ""),
          ),
        SAID.source,
        { timeout: 4_000 },
      )
      .then(
        () => true,
        () => false,
      );
    const kept = await page.evaluate((index) => {
      const form = document.querySelector<HTMLFormElement>(`form[data-tried="${index}"]`);
      return form && [...new FormData(form).entries()].filter(([name]) => name !== "formKey");
    }, at);
    if (!(await page.locator("main").isVisible())) {
      return "the page was replaced";
    }
    // The name that confirms what destroys is asked for again.
    const entered = (entries: [string, unknown][]) =>
      JSON.stringify(entries.filter(([name]) => /^(?!typed)\w/.test(name)));
    // A key alone may give its place to another.
    if (hasFields && entered(kept ?? []) !== entered(typed)) {
      return `what was typed is lost: ${entered(typed)} became ${kept ? entered(kept) : "nothing"}`;
    }
    return said ? null : "nothing says that no reply came";
  } finally {
    await page.unroute("**", answer);
  }
}

async function walk(page: Page, paths: readonly string[], tried: Set<string>): Promise<string[]> {
  const faults: string[] = [];
  for (const path of paths) {
    await page.goto(path);
    await hydrated(page);
    faults.push(...(await cutAll(page, tried)));
  }
  return faults;
}

const hydrated = (page: Page) =>
  page.waitForFunction(() => {
    const forms = [...document.querySelectorAll("form:not([method=get])")];
    return forms.every((form) => Object.keys(form).some((key) => key.startsWith("__reactProps")));
  });

/** The address of the next mail to `email` that leads to `path`. */
async function linkTo(world: World, email: string, path: string, ask: () => Promise<void>): Promise<string> {
  const before = world.mailbox.mails.length;
  await ask();
  const { text } = await world.mailbox.next(email, before);
  const link = new RegExp(`https?://\\S+/${path}\\S+`).exec(text)?.[0];
  expect(link, `a link to ${path} in the mail`).toBeDefined();
  return link ?? "";
}

test.describe.configure({ mode: "parallel" });

/** Folders of app, who walks them, and how many forms the walk must have found there. */
const WALKS = [
  { folder: "(auth)", as: null, forms: 3 },
  { folder: "(panel)", as: { userId: "10001" }, forms: 25 },
  { folder: "(admin)", as: { role: "admin" }, forms: 25 },
] as const;

for (const { folder, as, forms } of WALKS) {
  test(`no form of ${folder} loses what was typed where no answer comes, or a proxy's`, {
    tag: "@one-screen",
  }, async ({ page, world, enter }) => {
    test.setTimeout(600_000);
    await world.simulator.control.reset({ fleet: "demo" });
    // Its form asks the browser first: e2e/account/push.spec.ts.
    await page.addInitScript(() => Reflect.deleteProperty(window, "PushManager"));
    if (as) await enter(await world.account(as));
    const tried = new Set<string>();
    expect(await walk(page, pagesIn(folder), tried)).toEqual([]);
    expect(tried.size).toBeGreaterThan(forms);
  });
}

test("nor does one behind a link in a mail, of a shop's sign-in, or of a view", {
  tag: "@one-screen",
}, async ({ page, world, enter }) => {
  test.setTimeout(300_000);
  await world.simulator.control.reset({ fleet: "demo" });
  const tried = new Set<string>();
  const faults: string[] = [];
  // What every page before sign-in has.
  faults.push(...(await walk(page, ["/sign-in"], tried)));
  const cutHere = async () => {
    await expect(page.locator("main form").first()).toBeVisible();
    await hydrated(page);
    const before = tried.size;
    faults.push(...(await cutAll(page, tried)));
    expect(tried.size - before, new URL(page.url()).pathname).toBe(1);
  };
  const askToEnter = (login: string) => async () => {
    await page.goto("/reset");
    await page.locator('input[name="login"]').fill(login);
    await page.getByRole("button", { name: "Email me a link", exact: true }).click();
    await expect(page.getByText("If the account exists")).toBeVisible();
  };
  // Nobody else's test asks for links to this address: three an hour are sent.
  const newcomer = `new${crypto.randomUUID().slice(0, 8)}`;
  const mailOfNewcomer = `${newcomer}@jaeger.example`;
  await world.simulator.control.setUser("kunde-ä7", { userid: newcomer, email: mailOfNewcomer });
  await page.goto(await linkTo(world, mailOfNewcomer, "activate/", askToEnter(mailOfNewcomer)));
  await cutHere();

  const customer = await world.account({ userId: "10001" });
  await enter(customer);
  await page.goto("/account");
  const email = `new-${crypto.randomUUID().slice(0, 8)}@northwind.example`;
  const confirm = await linkTo(world, email, "email/", async () => {
    await page.getByRole("button", { name: "Change email", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Email", { exact: true }).fill(email);
    await dialog.getByLabel("Your password", { exact: true }).fill(PASSWORD);
    await dialog.getByRole("button", { name: "Email me a link", exact: true }).click();
  });
  await page.goto(confirm);
  await cutHere();
  await page.getByRole("button", { name: /Use/ }).click();
  await expect(page.getByText(/^Your email address is confirmed\./)).toBeVisible();

  await page.context().clearCookies();
  await page.goto(await linkTo(world, email, "reset/", askToEnter(customer)));
  await cutHere();
  await comeBySso(page, world.url);
  await cutHere();

  await enter(await world.account({ role: "admin" }));
  await page.goto("/admin/customers/10001");
  await page.getByRole("button", { name: "View as customer", exact: true }).click();
  const asked = page.getByRole("dialog");
  await asked.getByLabel("Reason", { exact: true }).fill("ticket 20418");
  await asked.getByRole("button", { name: "View as customer", exact: true }).click();
  await page.waitForURL(/\/hosts$/);
  const before = tried.size;
  faults.push(...(await walk(page, ["/viewing", "/hosts", "/hosts/101"], tried)));
  expect(tried.size - before).toBeGreaterThan(1);
  expect(faults).toEqual([]);
});
