import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { World } from "../../support/world";
import { type CutFault, CutProxy, FAULTS } from "./cut-proxy";
import type { Condition, ShopCommand, ShopReading } from "./functions";
import { outcomeOf, Shop, type ShopName } from "./shop";

/** As the stand-ins' services have it. */
const PAID_UNTIL = "2027-01-31T00:00:00.000Z";
const REFUSAL = "no licence left <b>";
const NOT_SUSPENDED = /was not suspended|未能停用/;

/** One function under one condition, each with a shop and a host of its own. They resolve to what is wrong, or null. */
export class Cells {
  count = 0;
  private service = 1000;

  constructor(
    private readonly world: World,
    private readonly given: {
      modules: string;
      token: string;
      expired: string;
      plans: readonly [string, string];
      image: string;
      /** Has the host busy for longer than a shop waits. */
      hold(hostId: string): Promise<void>;
      /** Ends what waits for the host, as when its time is over. */
      giveUp(hostId: string): Promise<void>;
    },
    /** Each is used by one cell. */
    private readonly hosts: string[],
  ) {}

  private async shopFor(name: ShopName, hostId: string | undefined) {
    this.count += 1;
    this.service += 1;
    const id = this.service;
    const proxy = new CutProxy(() => this.world.url);
    const shop = new Shop(name, this.given.modules, path.join(this.world.folder, `shop-${id}.sqlite`));
    await shop.open(await proxy.open(), this.given.token);
    await shop.addService({
      id,
      client: id,
      hostId,
      status: hostId ? "Active" : "Pending",
      plan: this.given.plans[hostId ? 1 : 0],
      image: this.given.image,
    });
    return { id, proxy, shop };
  }

  async reading(
    name: ShopName,
    { name: fn, isRight, isFault, ofService }: ShopReading,
    condition: Condition,
  ): Promise<string | null> {
    const hostId = ofService ? this.hosts.pop() : this.hosts[0];
    const { id, proxy, shop } = await this.shopFor(name, hostId);
    try {
      if (ofService) await this.refer(hostId ?? "", `${name}:${id}`);
      // A sign-in link is made by POST; all else is read.
      if (isFaulty(condition))
        proxy.strike(condition, ["ServiceSingleSignOn", "Vnc", "signIn"].includes(fn) ? "POST" : "GET");
      if (condition === "expired token") await shop.setToken(this.given.expired);
      const more = fn === "ClientAreaOutput" ? { more: ["panel"] } : {};
      const [answers] = await Promise.all([
        Promise.all((condition === "double click" ? [1, 2] : [1]).map(() => shop.call(fn, id, more))),
        condition === "with cron" ? shop.cron() : null,
      ]);
      if (isFaulty(condition) && proxy.hits !== 1) return "the fault struck nothing";
      const wrong = answers.find(
        (answer) => !(condition === "expired token" ? isFault(answer) : isRight(answer)),
      );
      return wrong === undefined
        ? await this.leakIn(shop, [])
        : `answered ${JSON.stringify(wrong).slice(0, 300)}`;
    } finally {
      await proxy.close();
    }
  }

  /** As an order leaves it, or the shop's staff. */
  private async refer(hostId: string, reference: string): Promise<void> {
    const answer = await fetch(`${this.world.url}/api/v1/fleet/hosts/${hostId}`, {
      method: "PATCH",
      headers: { authorization: `Bearer ${this.given.token}`, "content-type": "application/json" },
      body: JSON.stringify({ reference }),
    });
    if (!answer.ok) throw new Error(`no reference: ${answer.status}`);
  }

  async command(name: ShopName, command: ShopCommand, condition: Condition): Promise<string | null> {
    const hostId = command.makes ? undefined : this.hosts.pop();
    const { control } = this.world.simulator;
    if (hostId && command.from?.power)
      await control.setHost(hostId, { power: command.from.power, setup: null });
    const { id, proxy, shop } = await this.shopFor(name, hostId);
    const call = () => (command.call ? command.call(shop, id) : shop.call(command.name, id));
    try {
      if (command.first) {
        const prepared = outcomeOf(name, await shop.call(command.first, id));
        if (!prepared?.ok) return `not prepared: ${prepared?.text}`;
      }
      const since = (await control.journal()).last;
      if (condition === "refused") {
        const match = hostId
          ? { action: command.action, vmid: hostId }
          : { action: command.action, params: { vmname: `web${id}` } };
        await control.addFault({ kind: "refuse", when: "before", match, text: REFUSAL });
      }
      if (condition === "busy") await this.hold(hostId ?? "");
      if (condition === "expired token") await shop.setToken(this.given.expired);
      if (isFaulty(condition)) proxy.strike(condition, command.name === "Renew" ? "PATCH" : "POST");
      const calls =
        condition === "double click"
          ? [call(), call()]
          : condition === "with cron"
            ? [call(), shop.cron()]
            : [call()];
      const [first, ...others] = await Promise.all(calls);
      const said = [first, ...(condition === "double click" ? others : [])];
      if (condition === "already so") said.push(await call());
      if (isFaulty(condition) && proxy.hits !== 1) return "the fault struck nothing";
      return (
        (await this.faultOf(name, command, condition, said)) ??
        (await this.effectFault(command, condition, since, hostId, id)) ??
        (await this.leakIn(shop, await this.passwordsOf(shop, id)))
      );
    } finally {
      await proxy.close();
    }
  }

  /** The host stays busy until the panel gives up: the shop, which took it for done, tells its staff so, once. */
  async kept(name: ShopName, command: ShopCommand): Promise<string | null> {
    const hostId = this.hosts.pop() ?? "";
    const { id, proxy, shop } = await this.shopFor(name, hostId);
    try {
      const since = (await this.world.simulator.control.journal()).last;
      await this.given.hold(hostId);
      const said = await shop.call(command.name, id);
      const fault = await this.faultOf(name, command, "kept", [said]);
      if (fault) return fault;
      await shop.cron();
      if (NOT_SUSPENDED.test(await shop.notes())) return "told while it waits";
      await this.given.giveUp(hostId);
      for (let runs = 0; runs < 2; runs += 1) await shop.cron();
      const told =
        (await shop.notes()).match(new RegExp(`^activity .*(${NOT_SUSPENDED.source})`, "gm")) ?? [];
      if (told.length !== 1) return `staff were told ${told.length} times: ${await shop.notes()}`;
      return (await this.effectFault(command, "kept", since, hostId, id)) ?? this.leakIn(shop, []);
    } finally {
      await proxy.close();
    }
  }

  /** Something that takes a few seconds and is no business of the shop's. */
  private async hold(hostId: string): Promise<void> {
    const { control } = this.world.simulator;
    await control.addFault({
      kind: "delay",
      delayMs: 3_000,
      count: 1,
      match: { action: "vm_setips", vmid: hostId },
    });
    const asked = fetch(`${this.world.url}/api/v1/fleet/hosts/${hostId}/operations`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${this.given.token}`,
        "content-type": "application/json",
        "idempotency-key": `hold-${hostId}`,
      },
      body: JSON.stringify({ kind: "reapply-addresses" }),
    });
    asked.catch(() => null);
    await wait(700);
  }

  private async faultOf(
    shop: ShopName,
    command: ShopCommand,
    condition: Condition,
    said: unknown[],
  ): Promise<string | null> {
    const answers = said.map((one) => outcomeOf(shop, one));
    if (answers.includes(null)) return `no shape: ${JSON.stringify(said).slice(0, 300)}`;
    const isBad = condition === "refused" || condition === "expired token";
    // A host that runs can't be started again, nor one that is off stopped: the shop is told so, and RStack isn't.
    const last = answers.at(-1);
    const mayRefuse = condition === "already so" && /^vm_(start|stop|force_stop)$/.test(command.action);
    const wrong = answers.find((one) => one?.ok === isBad && !(mayRefuse && one === last));
    if (wrong) return `answered ${wrong.ok ? "success" : wrong.text}`;
    const text = answers[0]?.text ?? "";
    if (condition === "refused" && !text.includes("no licence left &lt;b&gt;")) return `refused as ${text}`;
    if (condition === "expired token" && !/token|令牌/.test(text)) return `told of the token as ${text}`;
    return null;
  }

  private async effectFault(
    command: ShopCommand,
    condition: Condition,
    since: number,
    hostId: string | undefined,
    id: number,
  ): Promise<string | null> {
    if (command.effect === null) return this.paidFault(hostId ?? "", condition !== "expired token");
    const wanted = condition === "kept" || condition === "refused" || condition === "expired token" ? 0 : 1;
    const { effects } = await this.world.simulator.control.journal({ since });
    const mine = effects.filter(
      ({ kind, vmid, detail }) =>
        kind === command.effect && (hostId ? vmid === hostId : Object.values(detail).includes(`web${id}`)),
    );
    return mine.length === wanted ? null : `${mine.length} effects instead of ${wanted}`;
  }

  /** The panel alone knows until when a host is paid. */
  private async paidFault(hostId: string, isTold: boolean): Promise<string | null> {
    const answer = await fetch(`${this.world.url}/api/v1/fleet/hosts/${hostId}`, {
      headers: { authorization: `Bearer ${this.given.token}` },
    });
    const { paidUntil } = (await answer.json()) as { paidUntil?: string | null };
    const wanted = isTold ? PAID_UNTIL : null;
    return paidUntil === wanted ? null : `paid until ${paidUntil} instead of ${wanted}`;
  }

  private async passwordsOf(shop: Shop, id: number): Promise<string[]> {
    if (shop.name !== "whmcs") return [];
    const [row] = await shop.sql(["select password from tblhosting where id = ?", [id]]);
    return row?.password ? [row.password] : [];
  }

  /** In a shop's logs and mails. */
  private async leakIn(shop: Shop, secrets: string[]): Promise<string | null> {
    const notes = await shop.notes();
    const found = [this.given.token, this.given.expired, "Drill-Password-7xQ", ...secrets].find((one) =>
      notes.includes(one),
    );
    return found || /\/sign-in-link|"password":"(?!\*\*\*)/.test(notes.replaceAll("sign-in-links", ""))
      ? "a secret is in the shop's log"
      : null;
  }
}

function isFaulty(condition: Condition): condition is CutFault {
  return FAULTS.some((one) => one === condition);
}
