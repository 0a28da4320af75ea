import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { CopyButton } from "@/components/ui/copy-button";
import { GetForm } from "@/components/ui/form/get-form";
import { DescriptionList } from "@/components/ui/page/facts";
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
  const w = useTranslations("words");
  const t = useTranslations("host.connect");
  const { provider } = useNextSteps();
  const readOnly = useSheet().blocked === "read-only";
  if (connect.way === "no-address") {
    return (
      <Card title={t("title")}>
        <p className="text-13 text-ink-2">{isUntold(host) ? t("unknown") : t("noAddress")}</p>
      </Card>
    );
  }
  const reachable = REACHABLE.has(host.state);
  const kind = connect.way === "no-port" ? connect.family : connect.way;
  return (
    <Card
      title={t("title")}
      meta={t(mayRun(host.state) ? kind : isHeld(host.state) ? "notNow" : "whenRunning")}
      action={
        readOnly || !reachable || rescueNote ? null : (
          <ButtonLink
            href={`/hosts/${host.id}/settings#reset-password`}
            variant="ghost"
            icon="passkey"
            className="-mr-2"
          >
            {w("resetPassword")}
          </ButtonLink>
        )
      }
    >
      <div className="flex flex-col gap-4">
        {connect.way === "no-port" ? (
          <p className="text-13 text-ink-2">
            {t("noPort", { address: connect.publicAddress, provider, way: t(connect.family) })}
          </p>
        ) : isHeld(host.state) ? null : (
          <Line host={host} connect={connect} />
        )}
        {connect.way === "either" ? <Note>{t("whichSystem")}</Note> : null}
        {rescueNote && connect.way !== "no-port" ? <Note>{rescueNote}</Note> : null}
        {connect.way === "no-port" || connect.confirmed || !reachable ? null : (
          <Note>{t("notConfirmed", { provider })}</Note>
        )}
        <Pairs host={host} connect={connect} />
      </div>
    </Card>
  );
}

/** It has an address, or should have: the master has not told which one leads to it. */
const isUntold = ({ addresses: { main, shared, told }, state }: HostView): boolean =>
  main !== null || shared !== null || (!told && state !== "setting-up" && state !== "setup-failed");

const Note = ({ children }: { children: string }) => <p className="text-13 text-ink-2">{children}</p>;

type Reachable = Extract<ConnectView, { way: "rdp" | "ssh" | "either" }>;

/** An IPv6 address and a port are told apart by brackets. */
const withPort = (address: string, port: number) =>
  address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;

function Line({ host, connect }: { host: HostView; connect: Reachable }) {
  const w = useTranslations("words");
  const t = useTranslations("host");
  if (connect.way === "ssh") {
    return <CopyLine value={connect.command} label={w("copy")} />;
  }
  const value = connect.port === null ? connect.address : withPort(connect.address, connect.port);
  if (connect.way === "either") {
    return <CopyLine value={value} label={w("copyAddress")} />;
  }
  return (
    <div className="flex min-h-12 items-center gap-2 rounded-md bg-sunken pr-1 pl-3.5 md:min-h-10">
      <code className="min-w-0 flex-1 font-mono text-13 wrap-anywhere">{value}</code>
      <CopyButton value={value} label={w("copyAddressAndPort")} />
      <GetForm action={`/hosts/${host.id}/connect.rdp`}>
        <Button type="submit" icon="download">
          {t("connect.download")}
        </Button>
      </GetForm>
    </div>
  );
}

function Pairs({ host, connect }: { host: HostView; connect: Exclude<ConnectView, { way: "no-address" }> }) {
  const w = useTranslations("words");
  const t = useTranslations("host");
  const { main, more } = host.addresses;
  const shared = connect.way === "no-port" ? connect.publicAddress : connect.shared ? connect.address : null;
  const isTold = connect.way === "rdp" || connect.way === "ssh";
  return (
    <DescriptionList
      columns
      facts={[
        [w("sharedIpv4"), shared && <Address value={shared} copyLabel={w("copyAddress")} />],
        [
          shared ? w("privateIpv4") : t("connect.mainAddress"),
          main && main !== shared ? <Address key="main" value={main} copyLabel={w("copyAddress")} /> : null,
        ],
        ...more.map(
          (address) =>
            [
              w("additional"),
              <Address key={address} value={address} copyLabel={w("copyAddress")} />,
            ] as const,
        ),
        [t(connect.way === "rdp" ? "connect.rdpPort" : "connect.sshPort"), isTold ? connect.port : null],
        [t("connect.user"), isTold ? connect.user : null],
      ]}
    />
  );
}
