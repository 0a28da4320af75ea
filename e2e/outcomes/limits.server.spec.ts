import type { Page } from "@playwright/test";
import type { CustomerKind } from "../../lib/operations/command-rules";
import type { HostPatch } from "../../lib/simulator/control/types";
import { expect } from "../support/test";
import { callAction } from "../support/wire";
import type { World } from "../support/world";
import { ask, openTab, stripIn } from "./support/check";
import { countIn, KINDS } from "./support/kinds";
import { commandAction } from "./support/wire";
import { kindSays, type Language } from "./support/words";
import { allEnded, type Case, CUSTOMER, type Customer, inLanes, startCustomer, test } from "./support/world";

const AT_ONCE = 20;
const LANGUAGES = ["en", "zh"] as const;

test.describe.configure({ timeout: 180_000 });

interface Limited {
  /** Of the nth try, counted from 0: no two ask for the same. */
  fields(n: number, one: Case): Record<string, string>;
  host?: HostPatch;
  /** How many the master may be asked for. */
  room: number;
  why: string;
  /** What an old tab is told, and what a new page says of it beforehand. A contract, so written down here. */
  says: Record<Language, [told: string, before: string]>;
}

const QUOTA = {
  room: 2,
  why: "limit-reached",
  says: {
    en: ["Limit reached. Delete one first.", "Limit reached. Delete one first."],
    zh: ["已达到上限，请先删除一个。", "已达到上限，请先删除一个。"],
  } as Limited["says"],
};

const QUOTAS: Partial<Record<CustomerKind, Limited>> = {
  "create-snapshot": {
    ...QUOTA,
    fields: () => ({ note: "" }),
    host: { backupSnapshot: QUOTA.room },
    says: {
      en: [
        "Limit reached. Delete one first.",
        "The limit of 2 snapshots is reached. Delete one to create another.",
      ],
      zh: ["已达到上限，请先删除一个。", "已达到 2 个快照的上限。请先删除一个再创建。"],
    },
  },
  "add-port": {
    ...QUOTA,
    fields: (n) => ({ port: String(8100 + n) }),
    host: { portmap: QUOTA.room },
  },
  "bind-domain": {
    ...QUOTA,
    fields: (n, { vmid }) => ({ domain: `www${n}-${vmid}.fabrikam.example`, port: "8080" }),
    host: { bindingDomain: QUOTA.room },
  },
  reinstall: {
    fields: (_, { host }) => ({ image: "11", disks: "system", password: "", typedName: host }),
    room: 0,
    why: "reinstall-date",
    says: {
      en: ["Reinstalls aren’t allowed yet.", "You can’t reinstall until"],
      zh: ["尚未到允许重装系统的日期。", "2099"],
    },
  },
};

/** Twenty at once, as a session's own browser could; what each was told. */
function tryAtOnce(world: World, cookie: string, one: Case, { fields }: Pick<Limited, "fields">, before = 0) {
  const id = commandAction(one.kind);
  return Promise.all(
    Array.from({ length: AT_ONCE }, async (_, n) => {
      const form = {
        ...fields(before + n, one),
        vmid: one.vmid,
        kind: one.kind,
        formKey: crypto.randomUUID(),
      };
      const { text } = await callAction({ origin: world.url, cookie }, id, form);
      const [, told] = /"reason":"([a-z-]+)"/.exec(text) ?? /"code":"([a-z-]+)"/.exec(text) ?? [];
      return told ?? (text.includes('"ok":true') ? "ok" : text);
    }),
  );
}

const effectsOf = async (world: World, { kind, vmid }: Case): Promise<number> =>
  countIn(await world.simulator.control.journal(), kind, vmid).effects;

/** Until none of twenty gets in any more. */
async function fillUp(world: World, customer: Customer, one: Case, limited: Limited): Promise<void> {
  // An account for each kind: all tries together are more than one account may send in a minute.
  const cookie = await world.session(await world.account({ userId: CUSTOMER }));
  for (let wave = 0; wave <= limited.room; wave += 1) {
    const told = await tryAtOnce(world, cookie, one, limited, wave * AT_ONCE);
    await allEnded(world, { ...customer, cases: [one] });
    const over = told.filter((one) => one !== "ok");
    // Where the panel is slow, those at the end of the account's queue are sent away before they are looked at.
    expect(over.filter((why) => !["busy", "too-many", limited.why].includes(why))).toEqual([]);
    if (over.length === AT_ONCE) {
      expect(over).toContain(limited.why);
      break;
    }
  }
  expect(await effectsOf(world, one), one.kind).toBe(limited.room);
}

test("a host's limit reached by twenty parallel tries: so many effects as there was room for, and old tabs and new pages say why in both languages", {
  tag: "@drill",
}, async ({ world, browser }) => {
  const { control } = world.simulator;
  const kinds = Object.keys(QUOTAS) as CustomerKind[];
  const customer = await startCustomer({ world, browser }, "full", kinds);
  try {
    await inLanes(
      customer.cases,
      async (one) => {
        const limited = QUOTAS[one.kind];
        if (!limited) return;
        if (limited.host) await control.setHost(one.vmid, limited.host);
        const tabs: Page[] = [];
        for (const language of LANGUAGES)
          tabs.push(await openTab(customer, { ...one, language }, { isDeaf: true }));
        if (one.kind === "reinstall") await control.setUser(CUSTOMER, { cvdate: "20990131" });
        await fillUp(world, customer, one, limited);
        for (const [at, language] of LANGUAGES.entries()) {
          const page = tabs[at];
          const [told, before] = limited.says[language];
          if (!page) continue;
          await ask(page, { ...one, language });
          await expect(page.locator("article[data-host] [data-outcome=not-sent]")).toBeVisible();
          expect(await stripIn(page)).toEqual({
            outcome: "not-sent",
            title: kindSays(language, one.kind, one.host).notDone,
            detail: told,
          });
          await page.close();
          const fresh = await customer.readers[language].newPage();
          await fresh.goto(`/hosts/${one.vmid}${KINDS[one.kind].path}`);
          await expect(fresh.locator("article[data-host]")).toContainText(before);
          await fresh.close();
        }
        expect(await effectsOf(world, one), one.kind).toBe(limited.room);
      },
      2,
    );
  } finally {
    await control.setUser(CUSTOMER, { cvdate: "0" });
  }
});

/** How many in ten minutes. */
const RATES: Partial<Record<CustomerKind, number>> = {
  "reapply-addresses": 10,
  "open-console": 20,
};
const TOO_MANY = { en: "Too many requests. Try again in", zh: "操作过于频繁，请在" };

test("what may be asked only so often: of forty tries so many get through, and the page says when to try again, in both languages", {
  tag: "@drill",
}, async ({ world, browser }) => {
  const customer = await startCustomer({ world, browser }, "often", Object.keys(RATES) as CustomerKind[]);
  await inLanes(
    customer.cases,
    async (one) => {
      const most = RATES[one.kind] ?? 0;
      const cookie = await world.session(customer.username);
      const limited = { fields: () => ({}) };
      const told = [
        ...(await tryAtOnce(world, cookie, one, limited)),
        ...(await tryAtOnce(world, cookie, one, limited)),
      ];
      await allEnded(world, { ...customer, cases: [one] });
      expect(
        told.filter((why) => why !== "too-many"),
        one.kind,
      ).toHaveLength(most);
      const done = await effectsOf(world, one);
      expect(done).toBe(told.filter((why) => why === "ok").length);
      for (const language of LANGUAGES) {
        const page = await openTab(customer, { ...one, language });
        await ask(page, { ...one, language });
        await expect(page.locator("main").getByText(TOO_MANY[language])).toBeVisible();
        await page.close();
      }
      expect(await effectsOf(world, one)).toBe(done);
    },
    2,
  );
});
