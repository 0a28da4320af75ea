import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";
import { Address } from "@/components/ui/well";
import { serviceOf } from "@/lib/hosts/network/inside-port";
import type { PortList, PortRow } from "@/lib/hosts/network/network-view";
import { Card } from "../../ui/card";
import { useNextSteps } from "../operate/next-step";
import { type HostOperation, useHostOperation } from "../operate/use-host-operation";
import { AddPortForm } from "./add-port-form";
import { FormProblem } from "./form-problem";
import { MappingsProblem } from "./mappings-problem";
import { RemoveKey } from "./remove-key";
import { useBlockedWhy } from "./use-blocked-why";
import { UsedOf } from "./used-of";

interface PortsCardProps {
  list: PortList;
}

export function PortsCard({ list }: PortsCardProps) {
  const t = useTranslations("network");
  const { provider } = useNextSteps();
  const removing = useHostOperation();
  const why = useBlockedWhy(removing, "remove-port");
  const { rows, quota, problem } = list;
  const none = quota.size === "none" && !rows?.length;
  return (
    <Card title={t("ports.title")} aside={<UsedOf quota={quota} used={rows?.length ?? null} />}>
      {problem ? <MappingsProblem problem={problem} /> : null}
      {none ? <p className="text-ink-2">{t("ports.noneInPlan", { provider })}</p> : null}
      {rows?.length === 0 && !none ? <p className="text-ink-2">{t("ports.none")}</p> : null}
      {rows?.length ? (
        <ul className="map-list" aria-label={t("ports.label")}>
          {rows.map((row) => (
            <Row
              key={row.id ?? `${row.publicPort}-${row.insidePort}`}
              row={row}
              operation={removing}
              whyId={why.id}
            />
          ))}
        </ul>
      ) : null}
      {why.line}
      <FormProblem result={removing.result} gone={null} />
      {none ? null : <AddPortForm list={list} />}
    </Card>
  );
}

function Row({ row, operation, whyId }: { row: PortRow; operation: HostOperation; whyId: string }) {
  const t = useTranslations("network.ports");
  const copied = useTranslations("network")("copied");
  const { publicAddress, publicPort, insidePort } = row;
  const service = serviceOf(insidePort);
  return (
    <li data-mapping={row.id ?? undefined}>
      <span className="map-way">
        {publicPort === null ? (
          <span className="address">{publicAddress ?? "—"}</span>
        ) : publicAddress === null ? (
          <Address value={String(publicPort)} copyLabel={t("copyPort")} copied={copied} />
        ) : (
          <Address value={withPort(publicAddress, publicPort)} copyLabel={t("copy")} copied={copied} />
        )}
        <span className="inline-flex items-center gap-2.5" aria-hidden="true">
          <Icon name="arrow" small />
          <span className="mono">{insidePort ?? "?"}</span>
        </span>
        <span className="sr-only">{t("leadsTo", { port: insidePort ?? "?" })}</span>
      </span>
      <span className="text-ink-2">{service}</span>
      <RemoveKey
        operation={operation}
        kind="remove-port"
        id={row.id}
        name={t("remove")}
        title={insidePort === null ? t("removeTitlePlain") : t("removeTitle", { port: insidePort })}
        text={t("removeText")}
        whyId={whyId}
      />
    </li>
  );
}

/** An IPv6 address and a port are told apart by brackets. */
const withPort = (address: string, port: number) =>
  address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
