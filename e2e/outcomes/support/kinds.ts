import { expect, type Page } from "@playwright/test";
import type { CustomerKind } from "../../../lib/operations/command-rules";
import type { HostPatch, JournalView } from "../../../lib/simulator/control/types";
import type { FaultMatch } from "../../../lib/simulator/faults/fault-rules";
import type { World } from "../../support/world";
import { KEYS, type Language } from "./words";
import type { Case } from "./world";

/** What a form is about; what is left out has a value that fits any host. */
export interface FormAt extends Pick<Case, "vmid" | "host" | "has"> {
  image?: string;
  medium?: string;
  port?: string;
  domain?: string;
}

interface Pressed {
  page: Page;
  vmid: string;
  /** The host's name, which some questions want typed. */
  host: string;
  language: Language;
  keys: (typeof KEYS)[Language];
  /** What the kind is called, which is what stands on most keys. */
  name: string;
}

interface Kind {
  /** On its key. Scripts rely on these names, so they are written down here and not taken from the message files. */
  name: Record<Language, string>;
  /** Below `/hosts/ID`. */
  path: string;
  /** The master's command; without the host. */
  sends: { action: string; params?: Record<string, string> };
  /** As the simulator's journal calls it. */
  effect: string;
  /** In which the kind can be asked, beyond a running host. */
  host?: HostPatch;
  /** What the host must have; returns what a form calls it. */
  has?: (world: World, vmid: string) => Promise<string>;
  /** What the page's form sends beside the host, the kind and the form's key; nothing where left out. */
  fields?: (at: FormAt) => Record<string, string>;
  press(at: Pressed): Promise<void>;
}

const SHARED: HostPatch = { iptype: "2", publicip: "198.51.100.7", portmap: 5, bindingDomain: 5 };
/** One that the simulator offers for every Linux. */
export const MEDIUM = "31";

const key = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).first().click();

/** Answers the question that a key asks; `typed` where it wants the host's name. */
async function answer(page: Page, name: string, typed?: string): Promise<void> {
  const question = page.getByRole("alertdialog").or(page.getByRole("dialog"));
  if (typed) await question.getByRole("textbox").fill(typed);
  await question.getByRole("button", { name, exact: true }).click();
}

const asked = async ({ page, name }: Pressed) => {
  await key(page, name);
  await answer(page, name);
};
const forced = async ({ page, keys, name }: Pressed) => {
  await key(page, keys.more);
  await page.getByRole("menuitem", { name, exact: true }).click();
  await answer(page, name);
};
const plain = ({ page, name }: Pressed) => key(page, name);
const addBackup = async ({ simulator }: World, vmid: string) =>
  (await simulator.control.addBackup({ vmid })).name;
const addRule = async (
  { simulator }: World,
  rule: { vmid: string; privateport?: number; domainname?: string },
) => String((await simulator.control.addRule(rule)).id);

/** Sent from the host's own page. */
const power = (en: string, zh: string, action: string, effect: string) => ({
  name: { en, zh },
  path: "",
  sends: { action },
  effect,
});

export const KINDS: Record<CustomerKind, Kind> = {
  start: { ...power("Start", "开机", "vm_start", "start"), host: { power: "off" }, press: plain },
  stop: { ...power("Stop", "关机", "vm_stop", "stop"), press: asked },
  restart: { ...power("Restart", "重启", "vm_restart", "restart"), press: asked },
  "force-stop": { ...power("Force stop", "强制关机", "vm_force_stop", "force-stop"), press: forced },
  "force-restart": {
    ...power("Force restart", "强制重启", "vm_force_restart", "force-restart"),
    press: forced,
  },
  reinstall: {
    name: { en: "Reinstall", zh: "重装系统" },
    fields: ({ host, image = "11" }) => ({ image, disks: "system", password: "", typedName: host }),
    path: "/reinstall",
    sends: { action: "vm_reload" },
    effect: "reinstall",
    press: async ({ page, name, host }) => {
      await page.locator("[data-reinstall] button").click();
      await answer(page, name, host);
    },
  },
  "create-snapshot": {
    name: { en: "Create snapshot", zh: "创建快照" },
    fields: () => ({ note: "" }),
    path: "/snapshots",
    sends: { action: "vm_snapshot", params: { subvaction: "create" } },
    effect: "create-snapshot",
    press: asked,
  },
  "restore-snapshot": {
    name: { en: "Restore snapshot", zh: "回滚快照" },
    fields: ({ host, has }) => ({ snapshot: has, typedName: host }),
    path: "/snapshots",
    sends: { action: "vm_snapshot", params: { subvaction: "revert" } },
    effect: "restore-snapshot",
    has: addBackup,
    press: async ({ page, keys, host }) => {
      await key(page, keys.restore);
      await answer(page, keys.restore, host);
    },
  },
  "delete-snapshot": {
    name: { en: "Delete snapshot", zh: "删除快照" },
    fields: ({ host, has }) => ({ snapshot: has, typedName: host }),
    path: "/snapshots",
    sends: { action: "vm_snapshot", params: { subvaction: "del" } },
    effect: "delete-snapshot",
    has: addBackup,
    press: async ({ page, keys, host }) => {
      await key(page, keys.delete);
      await answer(page, keys.delete, host);
    },
  },
  "mount-medium": {
    name: { en: "Mount ISO image", zh: "挂载 ISO 镜像" },
    fields: ({ medium = MEDIUM }) => ({ medium }),
    path: "/settings",
    sends: { action: "vm_cd_manage", params: { subvaction: "change" } },
    effect: "change-medium",
    press: async ({ page, keys }) => {
      await key(page, keys.mount);
      await page.getByRole("dialog").locator(`[data-medium="${MEDIUM}"]`).click();
      await answer(page, keys.mount);
    },
  },
  "eject-medium": {
    name: { en: "Eject ISO image", zh: "弹出 ISO 镜像" },
    path: "/settings",
    sends: { action: "vm_cd_manage", params: { subvaction: "change" } },
    effect: "change-medium",
    host: { cdid: MEDIUM },
    press: ({ page, keys }) => key(page, keys.eject),
  },
  "add-port": {
    name: { en: "Add port", zh: "添加端口映射" },
    fields: ({ port = "443" }) => ({ port }),
    path: "/network",
    sends: { action: "vm_portmap", params: { subvaction: "add" } },
    effect: "add-port",
    host: SHARED,
    press: async ({ page, name }) => {
      await expect(page.getByRole("button", { name, exact: true, disabled: false })).toBeVisible();
      await key(page, "HTTPS 443");
    },
  },
  "remove-port": {
    name: { en: "Remove port", zh: "删除端口映射" },
    fields: ({ has }) => ({ mappingId: has }),
    path: "/network",
    sends: { action: "vm_portmap", params: { subvaction: "del" } },
    effect: "remove-port",
    host: SHARED,
    has: (world, vmid) => addRule(world, { vmid, privateport: 8443 }),
    press: async ({ page, keys }) => {
      await key(page, keys.remove);
      await answer(page, keys.remove);
    },
  },
  "bind-domain": {
    name: { en: "Bind domain", zh: "绑定域名" },
    fields: ({ vmid, domain = `new${vmid}.fabrikam.example` }) => ({ domain, port: "8080" }),
    path: "/network",
    sends: { action: "vm_domain", params: { subvaction: "add" } },
    effect: "bind-domain",
    host: SHARED,
    press: async ({ page, vmid, keys, name }) => {
      const form = page.locator("form").filter({ has: page.getByRole("button", { name, exact: true }) });
      await form.getByLabel(keys.domain, { exact: true }).fill(`new${vmid}.fabrikam.example`);
      await form.getByLabel(keys.inside, { exact: true }).fill("8080");
      await key(page, name);
    },
  },
  "unbind-domain": {
    name: { en: "Unbind domain", zh: "解绑域名" },
    fields: ({ has }) => ({ mappingId: has }),
    path: "/network",
    sends: { action: "vm_domain", params: { subvaction: "del" } },
    effect: "unbind-domain",
    host: SHARED,
    has: (world, vmid) => addRule(world, { vmid, domainname: `old${vmid}.fabrikam.example` }),
    press: async ({ page, keys }) => {
      await key(page, keys.unbind);
      await answer(page, keys.unbind);
    },
  },
  "reapply-addresses": {
    name: { en: "Re-apply addresses", zh: "重新下发 IP" },
    path: "/network",
    sends: { action: "vm_setips" },
    effect: "reapply-addresses",
    press: plain,
  },
  "reset-password": {
    name: { en: "Reset password", zh: "重置密码" },
    fields: () => ({ password: "Correct-Horse-7-Battery", user: "" }),
    path: "/settings",
    sends: { action: "vm_resetps" },
    effect: "reset-password",
    press: async ({ page, keys, name }) => {
      await key(page, name);
      // A press before the page's scripts run is lost.
      const made = () => expect(page.locator("[name=password]")).not.toHaveValue("", { timeout: 500 });
      await expect(() => key(page, keys.generate).then(made)).toPass();
      await answer(page, name);
    },
  },
  "change-remote-port": {
    name: { en: "Change remote port", zh: "更改远程端口" },
    fields: () => ({ choice: "random", port: "" }),
    path: "/settings",
    sends: { action: "vm_setport" },
    effect: "set-remote-port",
    press: async ({ page, keys, name }) => {
      await key(page, name);
      await page.getByRole("radio", { name: keys.random }).check();
      await answer(page, name);
    },
  },
  "open-console": {
    name: { en: "Open console", zh: "打开远程控制台" },
    path: "/console/window",
    sends: { action: "vm_console", params: { subvaction: "enable" } },
    effect: "console-enable",
    press: plain,
  },
  "end-console": {
    name: { en: "End console session", zh: "结束远程控制台会话" },
    path: "/console/window",
    sends: { action: "vm_console", params: { subvaction: "logout" } },
    effect: "console-logout",
    press: ({ page, keys }) => key(page, keys.endSession),
  },
};

export const ALL_KINDS = Object.keys(KINDS) as CustomerKind[];

export const isConsole = (kind: CustomerKind): kind is "open-console" | "end-console" =>
  kind === "open-console" || kind === "end-console";

export function press(kind: CustomerKind, at: Pick<Pressed, "page" | "vmid" | "host" | "language">) {
  return KINDS[kind].press({ ...at, keys: KEYS[at.language], name: KINDS[kind].name[at.language] });
}

/** For a fault that strikes a kind's own command at one host, and leaves what is read alone. */
export const commandOf = (kind: CustomerKind, vmid: string): FaultMatch => ({ ...KINDS[kind].sends, vmid });

/** How often a kind's command came for a host, and how often it did something there. */
export function countIn({ calls, effects }: JournalView, kind: CustomerKind, vmid: string) {
  const { sends, effect } = KINDS[kind];
  return {
    calls: calls.filter(
      (call) =>
        call.action === sends.action &&
        call.vmid === vmid &&
        Object.entries(sends.params ?? {}).every(([name, value]) => call.params[name] === value),
    ).length,
    effects: effects.filter((one) => one.vmid === vmid && one.kind === effect).length,
  };
}
