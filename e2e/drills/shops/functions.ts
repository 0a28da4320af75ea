import type { Shop, ShopName } from "./shop";

/** What may happen while a shop calls. Those that a shop's function has no meaning for are left out of the table. */
export const CONDITIONS = [
  "ok",
  "refused",
  "busy",
  "kept",
  "cut before",
  "cut after",
  "429",
  "503",
  "expired token",
  "already so",
  "double click",
  "with cron",
] as const;
export type Condition = (typeof CONDITIONS)[number];

/** A function of a module that does something: by its name in the shop's convention. */
export interface ShopCommand {
  name: string;
  /** As the master's journal calls what it does; null: something of the panel's alone. */
  effect: string | null;
  /** The master's action, for a refusal of it. */
  action: string;
  /** Of a host that this can be asked of. */
  from?: { power?: "off" | "running" };
  /** Asked first, so that there is something to do. */
  first?: string;
  /** It makes its host; else it is given one. */
  makes?: true;
  leaves?: readonly Condition[];
  /** It is taken for done while the host is held for long, and may come to nothing afterwards. */
  keeps?: true;
  call?(shop: Shop, service: number): Promise<unknown>;
}

/** A new password or a restart can be asked for again and again, and each is one. */
const NEVER_SO = ["already so"] as const;
const NO_MASTER = ["refused", "busy"] as const;
const RESET = "Drill-Password-7xQ";

/** A customer's click, as often as the browser sends the same form. */
const click = (action: string) => async (shop: Shop, service: number) => {
  const session = "0123456789abcdef".repeat(4);
  const key = `${shop.name} ${service}`;
  // Of one page: two clicks at once send the same.
  const form = forms.get(key) ?? shop.call("form", service, { session });
  forms.set(key, form);
  return shop.call("click", service, { session, form: await form, action });
};
const forms = new Map<string, Promise<unknown>>();

const COMMON: ShopCommand[] = [
  { name: "CreateAccount", effect: "create-host", action: "vm_create", makes: true, leaves: ["busy"] },
  { name: "SuspendAccount", effect: "update-host", action: "vm_update", keeps: true },
  { name: "UnsuspendAccount", effect: "update-host", action: "vm_update", first: "SuspendAccount" },
  { name: "TerminateAccount", effect: "delete-host", action: "vm_delete" },
  { name: "ChangePackage", effect: "update-host", action: "vm_update" },
  { name: "Renew", effect: null, action: "", leaves: NO_MASTER },
];

export const COMMANDS: Record<ShopName, ShopCommand[]> = {
  whmcs: [
    ...COMMON,
    {
      ...{ name: "ChangePassword", effect: "reset-password", action: "vm_resetps", leaves: NEVER_SO },
      call: (shop, service) => shop.call("ChangePassword", service, { params: { password: RESET } }),
    },
    { name: "start", effect: "start", action: "vm_start", from: { power: "off" }, call: click("start") },
    { name: "stop", effect: "stop", action: "vm_stop", call: click("stop") },
    { name: "restart", effect: "restart", action: "vm_restart", leaves: NEVER_SO, call: click("restart") },
  ],
  zjmf: [
    ...COMMON,
    {
      ...{ name: "CrackPassword", effect: "reset-password", action: "vm_resetps", leaves: NEVER_SO },
      call: (shop, service) => shop.call("CrackPassword", service, { more: [RESET] }),
    },
    { name: "On", effect: "start", action: "vm_start", from: { power: "off" } },
    { name: "Off", effect: "stop", action: "vm_stop" },
    { name: "Reboot", effect: "restart", action: "vm_restart", leaves: NEVER_SO },
    { name: "HardOff", effect: "force-stop", action: "vm_force_stop" },
    { name: "HardReboot", effect: "force-restart", action: "vm_force_restart", leaves: NEVER_SO },
    {
      ...{ name: "Reinstall", effect: "reinstall", action: "vm_reload", leaves: NEVER_SO },
      call: (shop, service) => shop.call("Reinstall", service, { params: { reinstall_os: "11" } }),
    },
  ],
};

/** A function that reads, and whether its answer has the shape that the shop takes. */
export interface ShopReading {
  name: string;
  isRight(answer: unknown): boolean;
  /** What it answers where the panel can't be asked: it throws where the shop's convention has no word for it. */
  isFault(answer: unknown): boolean;
  /** It reads what the shop itself has of a service: that is told to the panel, of a host of its own. */
  ofService?: true;
  /** It asks the panel nothing, so nothing can come between. */
  asksNothing?: true;
}

type Fields = Record<string, unknown>;
const fieldsOf = (answer: unknown): Fields => (answer ?? {}) as Fields;
const isText = (value: unknown): boolean => typeof value === "string" && value !== "";
const never = () => false;
const has = (answer: unknown, ...names: string[]): boolean =>
  names.every((name) => name in fieldsOf(answer) && fieldsOf(answer)[name] !== "");
const areNumbers = (answer: unknown, ...names: string[]): boolean =>
  names.every((name) => Number.isFinite(Number(fieldsOf(answer)[name] ?? Number.NaN)));
const hasThrown = (answer: unknown): boolean => isText(fieldsOf(answer).thrown);
/** Ids of a list that staff choose from, beside the empty choice. */
const choicesIn = (list: unknown): string[] => Object.keys(fieldsOf(list)).filter((id) => id !== "");
const linkIn = (value: unknown): boolean => isText(value) && /^https?:\/\//.test(String(value));

const optionsOf = (answer: unknown): string => (answer as Fields[]).map(({ type }) => type).join();

export const READINGS: Record<ShopName, ShopReading[]> = {
  whmcs: [
    {
      name: "ConfigOptions",
      isRight: (answer) =>
        String(fieldsOf(answer).names) === "plan,place,image,ipv4,ipv6,mayRestart" &&
        choicesIn(fieldsOf(answer).plan).length === 2 &&
        choicesIn(fieldsOf(answer).place).some((id) => id.startsWith("node:")) &&
        choicesIn(fieldsOf(answer).image).length > 0,
      isFault: hasThrown,
    },
    {
      ...{ name: "UsageUpdate", ofService: true as const },
      isRight: (answer) => isText(fieldsOf(answer).lastupdate) && areNumbers(answer, "bwusage", "disklimit"),
      isFault: hasThrown,
    },
    {
      ...{ name: "MetricProvider", ofService: true as const },
      isRight: (answer) => {
        const metrics = Object.values(fieldsOf(answer)).flat() as Fields[];
        return (
          metrics.map(({ name, type }) => `${name} ${type}`).join() === "traffic month,disk snapshot" &&
          metrics.every(({ usage }) => typeof usage === "number")
        );
      },
      isFault: hasThrown,
    },
    {
      ...{ name: "MetaData", asksNothing: true as const, isFault: never },
      isRight: (answer) => has(answer, "DisplayName", "APIVersion", "ServiceSingleSignOnLabel"),
    },
    // Without an order under way.
    { name: "checkOrder", asksNothing: true, isRight: (answer) => answer === "success", isFault: never },
    {
      ...{ name: "ClientAreaAllowedFunctions", asksNothing: true as const, isFault: never },
      isRight: (answer) => Object.values(fieldsOf(answer)).join() === "start,stop,restart",
    },
    {
      ...{ name: "AdminCustomButtonArray", asksNothing: true as const, isFault: never },
      isRight: (answer) => Object.values(fieldsOf(answer)).includes("checkOrder"),
    },
    {
      name: "TestConnection",
      isRight: (answer) => fieldsOf(answer).success === true && fieldsOf(answer).error === "",
      isFault: (answer) => fieldsOf(answer).success === false && isText(fieldsOf(answer).error),
    },
    {
      name: "ListAccounts",
      isRight: (answer) => {
        const { success, accounts } = fieldsOf(answer);
        const names = "name email username domain uniqueIdentifier product primaryip created status".split(
          " ",
        );
        return success === true && (accounts as Fields[]).every((one) => names.every((name) => name in one));
      },
      isFault: (answer) => fieldsOf(answer).success === false && isText(fieldsOf(answer).error),
    },
    {
      name: "ServiceSingleSignOn",
      isRight: (answer) => fieldsOf(answer).success === true && linkIn(fieldsOf(answer).redirectTo),
      isFault: (answer) => fieldsOf(answer).success === false && isText(fieldsOf(answer).errorMsg),
    },
    {
      name: "ClientArea",
      isRight: (answer) =>
        fieldsOf(answer).tabOverviewReplacementTemplate === "templates/overview.tpl" &&
        isText(fieldsOf(fieldsOf(fieldsOf(answer).templateVariables).host).state),
      isFault: (answer) => isText(fieldsOf(fieldsOf(answer).templateVariables).problem),
    },
    {
      name: "AdminServicesTabFields",
      isRight: (answer) => String(fieldsOf(answer).Server).includes("/admin/hosts/"),
      isFault: (answer) => isText(fieldsOf(answer).State),
    },
  ],
  zjmf: [
    {
      name: "ConfigOptions",
      // Without an answer the product's page opens all the same, with fields to type into.
      isRight: (answer) => optionsOf(answer) === "dropdown,dropdown,dropdown,text,text,yesno",
      isFault: (answer) => optionsOf(answer) === "text,text,text,text,text,yesno",
    },
    {
      ...{ name: "UsageUpdate", ofService: true as const },
      isRight: (answer) =>
        Number(fieldsOf(answer).lastupdate) > 0 && areNumbers(answer, "bwusage", "bwlimit"),
      isFault: (answer) => fieldsOf(answer).lastupdate === null,
    },
    {
      ...{ name: "ClientArea", asksNothing: true as const, isFault: never },
      isRight: (answer) => isText(fieldsOf(fieldsOf(answer).panel).name),
    },
    {
      ...{ name: "MetaData", asksNothing: true as const, isFault: never },
      isRight: (answer) => has(answer, "DisplayName", "APIVersion"),
    },
    {
      ...{ name: "AllowFunction", asksNothing: true as const, isFault: never },
      isRight: (answer) => String(fieldsOf(answer).client) === "signIn",
    },
    {
      name: "TestLink",
      isRight: (answer) => fieldsOf(fieldsOf(answer).data).server_status === 1,
      isFault: (answer) =>
        fieldsOf(answer).status === 200 && fieldsOf(fieldsOf(answer).data).server_status === 0,
    },
    {
      name: "Status",
      isRight: (answer) => ["on", "off"].includes(String(fieldsOf(fieldsOf(answer).data).status)),
      isFault: (answer) => fieldsOf(fieldsOf(answer).data).status === "unknown",
    },
    {
      name: "Vnc",
      isRight: (answer) => fieldsOf(answer).status === "success" && linkIn(fieldsOf(answer).url),
      isFault: (answer) => fieldsOf(answer).status === "error" && isText(fieldsOf(answer).msg),
    },
    {
      name: "signIn",
      isRight: (answer) => fieldsOf(answer).status === "success" && linkIn(fieldsOf(answer).url),
      isFault: (answer) => fieldsOf(answer).status === "error" && isText(fieldsOf(answer).msg),
    },
    {
      name: "Sync",
      isRight: (answer) => fieldsOf(answer).status === "success",
      isFault: (answer) => fieldsOf(answer).status === "error" && isText(fieldsOf(answer).msg),
    },
    {
      name: "ClientAreaOutput",
      isRight: (answer) => isText(fieldsOf(fieldsOf(fieldsOf(answer).vars).host).state),
      isFault: (answer) => isText(fieldsOf(fieldsOf(answer).vars).problem),
    },
  ],
};
