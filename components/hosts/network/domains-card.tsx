import { useFormatter, useTranslations } from "next-intl";
import { CopyButton } from "@/components/ui/copy-button";
import { Glyph } from "@/components/ui/glyph";
import { Icon } from "@/components/ui/icon";
import { Key } from "@/components/ui/key";
import { Secret } from "@/components/ui/secret";
import {
  type DnsFinding,
  type DnsRecord,
  type DomainList,
  type DomainRow,
  dnsLine,
} from "@/lib/hosts/network/network-view";
import { Card } from "../../ui/card";
import { type HostOperation, useHostOperation } from "../operate/use-host-operation";
import { BindDomainForm } from "./bind-domain-form";
import { FormProblem } from "./form-problem";
import { MappingsProblem } from "./mappings-problem";
import { RemoveKey } from "./remove-key";
import { useBlockedWhy } from "./use-blocked-why";
import { useDns } from "./use-dns";
import { UsedOf } from "./used-of";

interface DomainsCardProps {
  list: DomainList;
}

export function DomainsCard({ list }: DomainsCardProps) {
  const t = useTranslations("network");
  const unbinding = useHostOperation();
  const why = useBlockedWhy(unbinding, "unbind-domain");
  const { rows, quota, problem } = list;
  const none = quota.size === "none" && !rows?.length;
  const dns = useDns(unbinding.host.id, list);
  return (
    <Card title={t("domains.title")} aside={<UsedOf quota={quota} used={rows?.length ?? null} />}>
      {problem ? <MappingsProblem problem={problem} /> : null}
      {none ? <p className="text-ink-2">{t("domains.noneInPlan")}</p> : null}
      {rows?.length === 0 && !none ? <p className="text-ink-2">{t("domains.none")}</p> : null}
      {rows?.length ? (
        <ul className="map-list" aria-label={t("domains.label")}>
          {rows.map((row) => (
            <Row
              key={row.id ?? row.domain}
              row={row}
              finding={dns.findings[row.domain] ?? null}
              operation={unbinding}
              whyId={why.id}
            />
          ))}
        </ul>
      ) : null}
      {dns.again ? (
        <Key onClick={dns.again} aria-disabled={dns.asking || undefined}>
          {t(dns.asking ? "domains.dns.asking" : "domains.dns.again")}
        </Key>
      ) : null}
      {why.line}
      <FormProblem result={unbinding.result} gone={t("gone")} />
      {none ? null : <BindDomainForm list={list} />}
    </Card>
  );
}

interface RowProps {
  row: DomainRow;
  /** Null where DNS told nothing (yet). */
  finding: DnsFinding | null;
  operation: HostOperation;
  whyId: string;
}

function Row({ row, finding, operation, whyId }: RowProps) {
  const t = useTranslations("network.domains");
  const { domain, written, insidePort, record } = row;
  return (
    <li data-mapping={row.id ?? undefined} className="with-record">
      <span className="map-way">
        <b>
          <Secret>{written ?? domain}</Secret>
          {written ? (
            <small className="block font-normal">
              <Secret>{domain}</Secret>
            </small>
          ) : null}
        </b>
        <span className="inline-flex items-center gap-2.5" aria-hidden="true">
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
        title={t("unbindTitle", { domain: written ?? domain })}
        text={t("unbindText")}
        whyId={whyId}
      />
      {record ? <Record record={record} written={written} finding={finding} /> : null}
    </li>
  );
}

/** The record to set, whole, in the order in which a zone's editor asks for it. */
function Record({
  record,
  written,
  finding,
}: Pick<RowProps, "finding"> & { record: DnsRecord; written: string | null }) {
  const t = useTranslations("network");
  return (
    <div className="map-record">
      <Leads finding={finding} />
      <div className="well dns">
        <dl>
          <div>
            <dt>{t("domains.recordType")}</dt>
            <dd>{record.type}</dd>
          </div>
          <div>
            <dt>{t("domains.recordName")}</dt>
            <dd>
              <Secret>{record.name}</Secret>
              {written ? (
                <small className="block">
                  <Secret>{written}</Secret>
                </small>
              ) : null}
            </dd>
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

const LOOK = {
  here: ["tone-run", "ring-lit"],
  partly: ["tone-busy", "triangle"],
  elsewhere: ["tone-busy", "triangle"],
  none: ["tone-off", "ring"],
} as const satisfies Record<DnsFinding["state"], readonly [string, Parameters<typeof Glyph>[0]["shape"]]>;

/** Where the name leads by DNS, once that is known; one line in any case, so that nothing moves when it comes. */
function Leads({ finding }: { finding: DnsFinding | null }) {
  const t = useTranslations("network.domains");
  const list = useFormatter();
  if (!finding) {
    return <p>{t("record")}</p>;
  }
  const { state, addresses } = finding;
  const [tone, shape] = LOOK[state];
  return (
    <p className={`dns-leads ${tone}`} data-dns={state} role="status">
      <Glyph shape={shape} small toned />
      <span>{t(`dns.${state}`, { addresses: list.list(addresses) })}</span>
    </p>
  );
}
