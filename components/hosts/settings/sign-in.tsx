import { useTranslations } from "next-intl";
import { useState } from "react";
import { Rows, Section, SettingRow } from "@/components/ui/card";
import { UsernameField } from "@/components/ui/form/password-field";
import { TextField } from "@/components/ui/form/text-field";
import { DialogButton } from "@/components/ui/overlay/dialog";
import { OpenByAddress } from "@/components/ui/overlay/open-by-address";
import { hostPasswordFault, isWindowsUser } from "@/lib/hosts/access/host-password";
import { PORT_CHOICES, type PortChoice, parseRemotePort } from "@/lib/hosts/access/remote-port";
import type { HostView } from "@/lib/hosts/host-view";
import { NewPasswordField, newPassword } from "../access/new-password-field";
import { ShownPassword } from "../access/shown-password";
import { useSentPassword } from "../access/use-sent-password";
import { PortField } from "../network/port-field";
import { useBlockedWhy } from "../network/use-blocked-why";
import { CommandDialog } from "../operate/command-dialog";
import { type HostOperation, useHostOperation } from "../operate/use-host-operation";

/** The address of another page may open these. */
const PASSWORD_DIALOG = "reset-password";
const PORT_DIALOG = "change-remote-port";

/** The password of the system in the host, and the port that its remote access listens at. */
export function SignIn() {
  const w = useTranslations("words");
  const t = useTranslations("access");
  const operations = useTranslations("operations");
  const title = useTranslations("host-settings.part")("sign-in");
  const password = useHostOperation();
  const port = useHostOperation();
  const { sent, send, forget } = useSentPassword(password);
  const { host } = password;
  const { family } = host.system;
  const reset = useBlockedWhy(password, "reset-password");
  const change = useBlockedWhy(port, "change-remote-port");
  const [typed, setTyped] = useState("");
  return (
    <Section id="sign-in" title={title}>
      {sent ? <ShownPassword sent={sent} forget={forget} /> : null}
      <Rows>
        <SettingRow
          label={w("password")}
          text={reset.off ? reset.line : t("password.text", { os: osOf(family) })}
          control={
            <DialogButton
              dialog={PASSWORD_DIALOG}
              does="show-modal"
              aria-disabled={reset.off || undefined}
              aria-describedby={reset.off ? reset.id : undefined}
              // One that nobody can guess is there already.
              onClick={() => setTyped(newPassword())}
            >
              {w("resetPassword")}
            </DialogButton>
          }
        />
        <SettingRow
          label={w("remotePort")}
          text={change.off ? change.line : t("port.drops")}
          value={useNowPort(host)}
          control={
            <DialogButton
              dialog={PORT_DIALOG}
              does="show-modal"
              aria-disabled={change.off || undefined}
              aria-describedby={change.off ? change.id : undefined}
            >
              {operations("kind.change-remote-port")}
            </DialogButton>
          }
        />
      </Rows>
      <PasswordDialog
        operation={password}
        password={typed}
        onChange={setTyped}
        send={(user) => send({ password: typed, user })}
      />
      <PortDialog operation={port} />
      <OpenByAddress dialog={PASSWORD_DIALOG} />
    </Section>
  );
}

const osOf = (family: HostView["system"]["family"]) =>
  family === "windows" || family === "unknown" ? family : "linux";

interface PasswordDialogProps {
  operation: HostOperation;
  password: string;
  onChange: (password: string) => void;
  /** As it is sent; `user` is empty for the system's own. */
  send: (user: string) => void;
}

/** The password is made or typed here, sent once, and shown once: it is in this page's memory alone. */
const PORT_WORDS = {
  first: "defaultPort",
  random: "randomPort",
  chosen: "customPort",
} as const satisfies Record<PortChoice, string>;

function PasswordDialog({ operation, password, onChange, send }: PasswordDialogProps) {
  const w = useTranslations("words");
  const t = useTranslations("access.password");
  const [user, setUser] = useState("");
  const { name, system } = operation.host;
  const badUser = user !== "" && !isWindowsUser(user);
  const fault = password === "" ? null : hostPasswordFault(password, user || null);
  return (
    <CommandDialog
      id={PASSWORD_DIALOG}
      title={w("resetPassword")}
      text={t("ask", { name, os: osOf(system.family) })}
      operation={operation}
      kind="reset-password"
      submit={w("resetPassword")}
      off={password === "" || fault !== null || badUser}
      onSubmit={() => {
        send(user);
        setUser("");
      }}
    >
      {system.family === "windows" ? null : <UsernameField value="root" />}
      <NewPasswordField password={password} onChange={onChange} fault={fault} />
      {system.family === "windows" ? (
        <TextField
          label={t("user")}
          name="user"
          value={user}
          onChange={(event) => setUser(event.target.value)}
          autoComplete="username"
          verbatim
          maxLength={64}
          hint={t("userHint")}
          error={badUser ? t("userFault") : undefined}
        />
      ) : null}
    </CommandDialog>
  );
}

/** Of a port that people choose. */
const EXAMPLE = "33890";

function PortDialog({ operation }: { operation: HostOperation }) {
  const w = useTranslations("words");
  const t = useTranslations("access.port");
  const operations = useTranslations("operations");
  const { host, result } = operation;
  const os = osOf(host.system.family);
  const [choice, setChoice] = useState<PortChoice | null>(null);
  const [port, setPort] = useState("");
  const [left, setLeft] = useState(false);
  const wrong = choice === "chosen" && parseRemotePort(port) === null;
  const told = result && !result.ok && result.fields?.port !== undefined;
  const fault = (wrong && (left || port.length >= EXAMPLE.length)) || told ? t("fault") : undefined;
  return (
    <CommandDialog
      id={PORT_DIALOG}
      title={operations("kind.change-remote-port")}
      text={t("text", { port: useNowPort(host) })}
      operation={operation}
      kind="change-remote-port"
      submit={operations("kind.change-remote-port")}
      // Nothing is chosen at first: what was sent by mistake would drop the connections there are.
      off={choice === null || wrong}
    >
      <fieldset className="grid gap-0.5" aria-label={w("remotePort")}>
        {PORT_CHOICES.map((one) => (
          <label key={one} className="flex cursor-pointer items-start gap-2.5 py-1.5 max-md:min-h-11">
            <input
              type="radio"
              className="mt-0.5"
              name="choice"
              value={one}
              checked={choice === one}
              onChange={() => setChoice(one)}
            />
            <span>
              {w(PORT_WORDS[one])}
              <small className="block text-13 text-ink-2">{t(`hint.${one}`, { os })}</small>
            </span>
          </label>
        ))}
      </fieldset>
      {choice === "chosen" ? (
        <PortField
          label={w("port")}
          value={port}
          onChange={setPort}
          onBlur={() => setLeft(port !== "")}
          placeholder={EXAMPLE}
          error={fault}
        />
      ) : null}
      <p className="text-13 text-ink-2">{t(choice === "random" ? "firewallRandom" : "firewall")}</p>
    </CommandDialog>
  );
}

/** The port people connect to today, as far as it is known. */
function useNowPort(host: HostView): string {
  const t = useTranslations("access.port");
  const { shared, remotePort } = host.addresses;
  const publicPort = shared?.publicPort ?? null;
  return publicPort !== null
    ? t("nowPublic", { port: String(publicPort) })
    : remotePort === null
      ? t("nowFirst", { os: osOf(host.system.family) })
      : String(remotePort);
}
