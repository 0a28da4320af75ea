import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/ui/copy-button";
import { GetForm } from "@/components/ui/form/get-form";
import { Key } from "@/components/ui/key";
import { KeyLink } from "@/components/ui/key-link";
import { Address, CopyLine } from "@/components/ui/well";
import type { ConnectView, HostView } from "@/lib/hosts/host-view";
import { type HostState, isHeld } from "@/lib/operations/host-states";
import { Card } from "../../ui/card";
import { useNextSteps } from "../operate/next-step";
import { useSheet } from "../sheet-context";

const REACHABLE: ReadonlySet<HostState> = new Set<HostState>(["running", "over-traffic"]);
/** Not told: it may be on as well as off. */
const mayRun = (state: HostState): boolean => REACHABLE.has(state) || state === "unknown";

interface ConnectCardProps {
  host: HostView;
  connect: ConnectView;
  /** In words: that these are not of the rescue system, while that runs. */
  rescueNote: string | undefined;
}

export function ConnectCard({ host, connect, rescueNote }: ConnectCardProps) {
  const t = useTranslations("host.connect");
  const { provider } = useNextSteps();
  const readOnly = useSheet().blocked === "read-only";
  if (connect.way === "no-address") {
    return (
      <Card title={t("title")}>
        <p className="text-ink-2">{isUntold(host) ? t("unknown") : t("noAddress")}</p>
      </Card>
    );
  }
  const reachable = REACHABLE.has(host.state);
  const kind = connect.way === "no-port" ? connect.family : connect.way;
  return (
    <Card
      title={t("title")}
      aside={t(mayRun(host.state) ? kind : isHeld(host.state) ? "notNow" : "whenRunning")}
    >
      {connect.way === "no-port" ? (
        <p className="text-ink-2">
          {t(`noPort.${connect.family}`, { address: connect.publicAddress, provider })}
        </p>
      ) : (
        <>
          {isHeld(host.state) ? null : <Line host={host} connect={connect} />}
          {connect.way === "either" ? <Note>{t("whichSystem")}</Note> : null}
          {rescueNote ? <Note>{rescueNote}</Note> : null}
          {connect.confirmed || !reachable ? null : <Note>{t("notConfirmed", { provider })}</Note>}
        </>
      )}
      <Pairs host={host} connect={connect} />
      {readOnly || !reachable || rescueNote ? null : (
        <div className="mt-4">
          <KeyLink href={`/hosts/${host.id}/access`} icon="padlock">
            {t("resetPassword")}
          </KeyLink>
        </div>
      )}
    </Card>
  );
}

/** It has an address, or should have: the master has not told which one leads to it. */
const isUntold = ({ addresses: { main, shared, told }, state }: HostView): boolean =>
  main !== null || shared !== null || (!told && state !== "setting-up" && state !== "setup-failed");

const Note = ({ children }: { children: string }) => <p className="mt-3 text-ink-2">{children}</p>;

type Reachable = Extract<ConnectView, { way: "rdp" | "ssh" | "either" }>;

/** An IPv6 address and a port are told apart by brackets. */
const withPort = (address: string, port: number) =>
  address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;

function Line({ host, connect }: { host: HostView; connect: Reachable }) {
  const t = useTranslations("host");
  if (connect.way === "ssh") {
    return (
      <CopyLine
        value={connect.command}
        copyLabel={t("copyCommand")}
        copied={t("copied")}
        copyText={t("copyCommand")}
      />
    );
  }
  const value = connect.port === null ? connect.address : withPort(connect.address, connect.port);
  if (connect.way === "either") {
    return (
      <CopyLine value={value} copyLabel={t("copyAddress")} copyText={t("copyAddress")} copied={t("copied")} />
    );
  }
  return (
    <div className="well copy-line copy-line-wraps">
      <code>{value}</code>
      <CopyButton value={value} label={t("copyAddressAndPort")} copied={t("copied")} />
      <GetForm action={`/hosts/${host.id}/connect.rdp`}>
        <Key type="submit" icon="download">
          {t("connect.download")}
        </Key>
      </GetForm>
    </div>
  );
}

function Pairs({ host, connect }: { host: HostView; connect: Exclude<ConnectView, { way: "no-address" }> }) {
  const t = useTranslations("host");
  const copy = { copyLabel: t("copyAddress"), copied: t("copied") };
  const { main, more } = host.addresses;
  const shared = connect.way === "no-port" ? connect.publicAddress : connect.shared ? connect.address : null;
  return (
    <dl className="pairs mt-4">
      {shared ? (
        <Pair name={t("connect.publicAddress")}>
          <Address value={shared} {...copy} />
        </Pair>
      ) : null}
      {main && main !== shared ? (
        <Pair name={t(shared ? "connect.insideAddress" : "connect.mainAddress")}>
          <Address value={main} {...copy} />
        </Pair>
      ) : null}
      {more.length > 0 ? (
        <Pair name={t("connect.moreAddresses")}>
          <span className="grid">
            {more.map((address) => (
              <Address key={address} value={address} {...copy} />
            ))}
          </span>
        </Pair>
      ) : null}
      {connect.way === "rdp" || connect.way === "ssh" ? (
        <>
          <Pair name={t(connect.way === "rdp" ? "connect.rdpPort" : "connect.sshPort")}>
            <span className="mono">{connect.port}</span>
          </Pair>
          <Pair name={t("connect.user")}>
            <span className="mono">{connect.user}</span>
          </Pair>
        </>
      ) : null}
    </dl>
  );
}

function Pair({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
