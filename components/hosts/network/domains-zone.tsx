import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/ui/copy-button";
import { Icon } from "@/components/ui/icon";
import { type DnsRecord, type DomainList, type DomainRow, dnsLine } from "@/lib/hosts/network/network-view";
import { type HostFormAction, type HostOperation, useHostOperation } from "../operate/use-host-operation";
import { Zone } from "../overview/zone";
import { BindDomainForm } from "./bind-domain-form";
import { FormProblem } from "./form-problem";
import { RemoveKey } from "./remove-key";
import { useBlockedWhy } from "./use-blocked-why";
import { UsedOf } from "./used-of";

interface DomainsZoneProps {
  list: DomainList;
  bind: HostFormAction;
  unbind: HostFormAction;
}

export function DomainsZone({ list, bind, unbind }: DomainsZoneProps) {
  const t = useTranslations("network");
  const unbinding = useHostOperation(unbind);
  const why = useBlockedWhy(unbinding, "unbind-domain");
  const { rows, quota } = list;
  const none = quota.size === "none" && !rows?.length;
  return (
    <Zone title={t("domains.title")} aside={<UsedOf quota={quota} used={rows?.length ?? null} />}>
      {rows === null ? <p className="text-ink-2">{t("silent")}</p> : null}
      {none ? <p className="text-ink-2">{t("domains.noneInPlan")}</p> : null}
      {rows?.length === 0 && !none ? <p className="text-ink-2">{t("domains.none")}</p> : null}
      {rows?.length ? (
        <ul className="map-list" aria-label={t("domains.label")}>
          {rows.map((row) => (
            <Row key={row.id ?? row.domain} row={row} operation={unbinding} whyId={why.id} />
          ))}
        </ul>
      ) : null}
      {why.line}
      <FormProblem result={unbinding.result} gone={t("gone")} />
      {none ? null : <BindDomainForm list={list} action={bind} />}
    </Zone>
  );
}

function Row({ row, operation, whyId }: { row: DomainRow; operation: HostOperation; whyId: string }) {
  const t = useTranslations("network.domains");
  const { domain, insidePort, record } = row;
  return (
    <li data-mapping={row.id ?? undefined} className="with-record">
      <span className="map-way">
        <b>{domain}</b>
        <span className="map-inside" aria-hidden="true">
          <Icon name="arrow" small />
          <span className="mono">{insidePort ?? "?"}</span>
        </span>
        <span className="sr-only">{t("leadsTo", { port: insidePort ?? "?" })}</span>
      </span>
      <RemoveKey
        operation={operation}
        kind="unbind-domain"
        id={row.id}
        name={t("unbind")}
        title={t("unbindTitle", { domain })}
        text={t("unbindText")}
        whyId={whyId}
      />
      {record ? <Record record={record} /> : null}
    </li>
  );
}

/** The record to set, whole, in the order in which a zone's editor asks for it. */
function Record({ record }: { record: DnsRecord }) {
  const t = useTranslations("network");
  return (
    <div className="map-record">
      <p>{t("domains.record")}</p>
      <div className="well dns">
        <dl>
          <div>
            <dt>{t("domains.recordType")}</dt>
            <dd>{record.type}</dd>
          </div>
          <div>
            <dt>{t("domains.recordName")}</dt>
            <dd>{record.name}</dd>
          </div>
          <div>
            <dt>{t("domains.recordValue")}</dt>
            <dd>{record.value}</dd>
          </div>
        </dl>
        <CopyButton value={dnsLine(record)} label={t("domains.copyRecord")} copied={t("copied")} />
      </div>
    </div>
  );
}
