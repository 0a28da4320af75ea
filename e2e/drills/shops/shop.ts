import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { unzipSync } from "fflate";

// A script of the release without types of its own.
const { moduleZip }: { moduleZip(shop: ShopName, seconds: number): Uint8Array } = await import(
  "../../../lib/cli/release/module-zip.mjs" as string
);

/** The two shops whose modules there are. */
export const SHOPS = ["whmcs", "zjmf"] as const;
export type ShopName = (typeof SHOPS)[number];

/** Where the release's zip has the module. */
const MODULE = { whmcs: "modules/servers/rstackpanel", zjmf: "public/plugins/servers/rstackpanel" };

/** As a provider does it: the zips of the release, each into a folder of its shop's name. */
export function unpackModules(folder: string): void {
  for (const shop of SHOPS) {
    for (const [name, bytes] of Object.entries(unzipSync(moduleZip(shop, 1_764_700_000)))) {
      const file = path.join(folder, shop, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    }
  }
}

const SCHEMA: Record<ShopName, string[]> = {
  whmcs: [
    `create table tblhosting (id integer primary key, userid int, packageid int, server int, domain text, username text default '',
      password text default '', domainstatus text default 'Pending', dedicatedip text default '', assignedips text default '',
      nextduedate text default '2027-01-31', amount text default '9.00', billingcycle text default 'Monthly', bwusage int,
      bwlimit int, disklimit int, lastupdate text, options text)`,
    `create table tblservers (id integer primary key, type text, disabled int default 0, hostname text, port text, secure text,
      username text, accesshash text)`,
    `create table tblclients (id integer primary key, firstname text, lastname text, companyname text default '', email text,
      phonenumber text default '', currency int default 1)`,
    "create table tblcurrencies (id integer primary key, code text)",
    "insert into tblcurrencies values (1, 'EUR')",
    "create table tblcancelrequests (id integer primary key, relid int)",
    "create table tblproducts (id integer primary key, welcomeemail int)",
    "insert into tblproducts values (1, 1)",
    "create table tblemailtemplates (id integer primary key, name text)",
    "insert into tblemailtemplates values (1, 'Welcome')",
    "create table properties (service int, name text, value text)",
    "create table notes (kind text, text text)",
  ],
  zjmf: [
    `create table shd_host (id integer primary key, uid int, productid int default 1, serverid int, domain text,
      username text default '', password text default '', dedicatedip text default '', assignedips text default '',
      domainstatus text default 'Pending' check (domainstatus in ('Pending', 'Active', 'Suspended', 'Cancelled', 'Fraud', 'Deleted')),
      nextduedate int default 1801353600, amount text default '9.00', billingcycle text default 'monthly', bwusage real, bwlimit int,
      lastupdate int, options text)`,
    `create table shd_servers (id integer primary key, type text, hostname text, ip_address text default '', username text,
      accesshash text, secure int, port text)`,
    `create table shd_clients (id integer primary key, username text, companyname text default '', email text, phonenumber text default '')`,
    `create table shd_customfields (id integer primary key, type text, relid int, fieldname text, fieldtype text, adminonly int,
      create_time int)`,
    "create table shd_customfieldsvalues (fieldid int, relid int, value text, create_time int)",
    "create table shd_cancel_requests (id integer primary key, relid int)",
    "create table notes (kind text, text text)",
  ],
};

async function php(args: string[], input = ""): Promise<string> {
  const child = spawn("php", args, { stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.end(input);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (err !== "") throw new Error(`php ${args.slice(0, 4).join(" ")}: ${err}`);
  return out;
}

interface NewService {
  id: number;
  client: number;
  hostId?: string;
  status?: string;
  plan: string;
  image: string;
}

/** One shop with its own database, connected to one address of the panel. */
export class Shop {
  constructor(
    readonly name: ShopName,
    /** Where the modules were unpacked. */
    private readonly modules: string,
    private readonly file: string,
  ) {}

  async open(port: number, token: string): Promise<this> {
    const table = this.name === "whmcs" ? "tblservers" : "shd_servers";
    await this.sql(
      ["pragma journal_mode = wal", []],
      ...SCHEMA[this.name].map((sql): [string, unknown[]] => [sql, []]),
      [
        `insert into ${table} (id, type, hostname, port, secure, username, accesshash)
           values (1, 'rstackpanel', '127.0.0.1', ?, ?, ?, ?)`,
        [String(port), this.name === "whmcs" ? "" : 0, this.name, token],
      ],
    );
    return this;
  }

  async sql(...statements: [string, unknown[]][]): Promise<Record<string, string | null>[]> {
    return JSON.parse(await php(["e2e/drills/shops/sql.php", this.file], JSON.stringify(statements)));
  }

  setToken(token: string) {
    const table = this.name === "whmcs" ? "tblservers" : "shd_servers";
    return this.sql([`update ${table} set accesshash = ?`, [token]]);
  }

  /** A service of a client who is made with the first; `hostId` as the shop keeps it of a server that stands. */
  async addService({ id, client, hostId, status = "Active", plan, image }: NewService): Promise<void> {
    const chosen = { plan, place: "area:1", image, ipv4: "1", ipv6: "0" };
    if (this.name === "whmcs") {
      const options = Object.fromEntries(
        [...Object.values(chosen), "on"].map((value, at) => [`configoption${at + 1}`, value]),
      );
      await this.sql(
        [
          "insert or ignore into tblclients (id, firstname, lastname, email) values (?, 'Ann', 'Drill', ?)",
          [client, `ann${client}@shop.example`],
        ],
        [
          "insert into tblhosting (id, userid, packageid, server, domain, domainstatus, options) values (?, ?, 1, 1, ?, ?, ?)",
          [id, client, "web.example", status, JSON.stringify(options)],
        ],
        ["insert into properties select ?, 'RStack host', ? where ? <> ''", [id, hostId ?? "", hostId ?? ""]],
      );
      return;
    }
    await this.sql(
      [
        "insert or ignore into shd_clients (id, username, email) values (?, 'Ann Drill', ?)",
        [client, `ann${client}@shop.example`],
      ],
      [
        "insert into shd_host (id, uid, serverid, domain, domainstatus, options) values (?, ?, 1, ?, ?, ?)",
        [id, client, "web.example", status, JSON.stringify(chosen)],
      ],
      ["insert or ignore into shd_customfields values (1, 'product', 1, 'vserverid', 'text', 1, 0)", []],
      [
        "insert into shd_customfieldsvalues select 1, ?, ?, 0 where ? <> ''",
        [id, hostId ?? "", hostId ?? ""],
      ],
    );
  }

  async status(id: number): Promise<string> {
    const table = this.name === "whmcs" ? "tblhosting" : "shd_host";
    const [row] = await this.sql([`select domainstatus from ${table} where id = ?`, [id]]);
    return row?.domainstatus ?? "";
  }

  /** All that the shop's logs and mails hold. */
  async notes(): Promise<string> {
    return (await this.sql(["select kind || ' ' || text as line from notes", []]))
      .map(({ line }) => line)
      .join("\n");
  }

  async call(fn: string, service: number, given: object = {}): Promise<unknown> {
    const script = `e2e/drills/shops/${this.name}.php`;
    const folder = path.join(this.modules, this.name, MODULE[this.name]);
    return JSON.parse(await php([script, this.file, folder, fn, String(service), JSON.stringify(given)]));
  }

  cron(): Promise<unknown> {
    return this.call("hook", 0, { hook: "AfterCronJob" });
  }
}

/** What a shop takes for success, and for a reason; null where the answer has neither's shape. */
export function outcomeOf(shop: ShopName, returned: unknown): { ok: boolean; text: string } | null {
  if (shop === "whmcs") {
    return typeof returned === "string" && returned !== ""
      ? { ok: returned === "success", text: returned }
      : null;
  }
  const { status, msg } = (returned ?? {}) as { status?: unknown; msg?: unknown };
  if (status === "success") return { ok: true, text: "" };
  return status === "error" && typeof msg === "string" && msg !== "" ? { ok: false, text: msg } : null;
}
