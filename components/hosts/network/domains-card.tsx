import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { Glyph } from "@/components/ui/glyph";
import { Icon } from "@/components/ui/icon";
import { Key } from "@/components/ui/key";
import {
  type DnsFinding,
  type DnsRecord,
  type DnsView,
  type DomainList,
  type DomainRow,
  dnsLine,
} from "@/lib/hosts/network/network-view";
import { Card } from "../../ui/card";
import { useNextSteps } from "../operate/next-step";
import { type HostOperation, useHostOperation } from "../operate/use-host-operation";
import { BindDomainForm } from "./bind-domain-form";
import { FormProblem } from "./form-problem";
import { MappingsProblem } from "./mappings-problem";
import { RemoveKey } from "./remove-key";
import { useBlockedWhy } from "./use-blocked-why";
import { UsedOf } from "./used-of";

interface DomainsCardProps {
  list: DomainList;
}

export function DomainsCard({ list }: DomainsCardProps) {
  const t = useTranslations("network");
  const { provider } = useNextSteps();
  const unbinding = useHostOperation();
  const why = useBlockedWhy(unbinding, "unbind-domain");
  const { rows, quota, problem } = list;
  const none = quota.size === "none" && !rows?.length;
  const dns = useDns(unbinding.host.id, list);
  return (
    <Card title={t("domains.title")} aside={<UsedOf quota={quota} used={rows?.length ?? null} />}>
      {problem ? <MappingsProblem problem={problem} /> : null}
      {none ? <p className="text-ink-2">{t("domains.noneInPlan", { provider })}</p> : null}
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
      {why.line}
      {dns.again ? (
        <Key onClick={dns.again} aria-disabled={dns.asking || undefined}>
          {t(dns.asking ? "domains.dns.asking" : "domains.dns.again")}
        </Key>
      ) : null}
      <FormProblem result={unbinding.result} gone={null} />
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
          {written ?? domain}
          {written ? <small className="block font-normal">{domain}</small> : null}
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
              {record.name}
              {written ? <small className="block">{written}</small> : null}
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

interface Dns {
  findings: DnsView["findings"];
  asking: boolean;
  /** Null where there is nothing left to ask for. */
  again: (() => void) | null;
}

/** Where the domains lead: asked for after the page is there, again when one comes back to it, and on demand. */
function useDns(vmId: string, { rows, isChecked }: DomainList): Dns {
  const [findings, setFindings] = useState<DnsView["findings"]>({});
  const [turn, setTurn] = useState(0);
  const domains = rows?.flatMap(({ domain, record }) => (record ? [domain] : [])) ?? [];
  const key = isChecked ? domains.join(" ") : "";
  // From the first drawing on: the page asks as soon as it can.
  const [asking, setAsking] = useState(key !== "");
  const isSettled = domains.every((domain) => findings[domain]?.state === "here");

  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn asks again
  useEffect(() => {
    if (key === "") {
      return;
    }
    const control = new AbortController();
    setAsking(true);
    void read(vmId, control.signal)
      .then((told) => told && setFindings(told))
      .finally(() => !control.signal.aborted && setAsking(false));
    return () => control.abort();
  }, [vmId, key, turn]);

  useEffect(() => {
    const look = () => {
      if (!document.hidden) {
        setTurn((n) => n + 1);
      }
    };
    if (key !== "" && !isSettled) {
      document.addEventListener("visibilitychange", look);
      return () => document.removeEventListener("visibilitychange", look);
    }
  }, [key, isSettled]);

  return { findings, asking, again: key === "" || isSettled ? null : () => setTurn((n) => n + 1) };
}

/** Null where nothing was told: what is known stands. */
async function read(vmId: string, signal: AbortSignal): Promise<DnsView["findings"] | null> {
  try {
    const response = await fetch(`/api/hosts/${vmId}/dns`, { signal });
    const view: DnsView | null = response.ok ? await response.json() : null;
    return view?.findings ?? null;
  } catch {
    return null;
  }
}
