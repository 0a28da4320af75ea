import type { Shop, ShopName } from "./shop";

/** What may happen while a shop calls. Those that a shop's function has no meaning for are left out of the table. */
export const CONDITIONS = [
  "ok",
  "refused",
  "busy",
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
  { name: "SuspendAccount", effect: "update-host", action: "vm_update" },
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
}

type Fields = Record<string, unknown>;
const fieldsOf = (answer: unknown): Fields => (answer ?? {}) as Fields;
const isText = (value: unknown): boolean => typeof value === "string" && value !== "";
const linkIn = (value: unknown): boolean => isText(value) && /^https?:\/\//.test(String(value));

export const READINGS: Record<ShopName, ShopReading[]> = {
  whmcs: [
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
