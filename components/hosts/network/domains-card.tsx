import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { AnswerForm } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { TextField } from "@/components/ui/form/text-field";
import { Icon } from "@/components/ui/icon";
import { type Sign, StateDot } from "@/components/ui/state";
import {
  type DnsFinding,
  type DnsView,
  type DomainList,
  type DomainRow,
  dnsLine,
  type TxtRecord,
  txtLine,
} from "@/lib/hosts/network/network-view";
import { useNextSteps } from "../operate/next-step";
import { type HostOperation, useHostOperation } from "../operate/use-host-operation";
import { DnsRecordLine } from "./dns-record";
import { FormProblem } from "./form-problem";
import { MappingsNote, RemoveKey, useListWhy, useUsedOf } from "./mappings";
import { PortField } from "./port-field";
import { useBlockedWhy } from "./use-blocked-why";

export function DomainsCard({ list }: { list: DomainList }) {
  const t = useTranslations("network.domains");
  const network = useTranslations("network");
  const { provider } = useNextSteps();
  const unbinding = useHostOperation();
  const why = useBlockedWhy(unbinding, "unbind-domain");
  const { rows, quota, problem } = list;
  const none = quota.size === "none" && !rows?.length;
  const dns = useDns(unbinding.host.id, list);
  return (
    <Card
      title={t("title")}
      meta={useUsedOf(list)}
      action={
        dns.again ? (
          <Button
            variant="ghost"
            icon="again"
            className="-mr-2"
            onClick={dns.again}
            aria-disabled={dns.asking || undefined}
          >
            {t(dns.asking ? "dns.asking" : "dns.again")}
          </Button>
        ) : undefined
      }
      flush
    >
      <MappingsNote problem={problem} text={none ? network("noneInPlan", { provider }) : null} />
      {rows?.length ? (
        <ul aria-label={t("label")}>
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
      <div className="px-4 empty:hidden md:px-5">
        <FormProblem result={unbinding.result} gone={null} />
      </div>
      <span className="sr-only">{why.line}</span>
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
  const network = useTranslations("network");
  const { domain, written, insidePort, record } = row;
  return (
    <li
      data-mapping={row.id ?? undefined}
      className="flex flex-col gap-2 border-line border-b px-4 py-2.5 md:px-5"
    >
      <div className="flex min-h-8 items-center gap-3">
        <div className="flex min-w-0 flex-1 flex-col">
          <span className="font-medium wrap-anywhere">{written ?? domain}</span>
          {written ? <span className="text-13 text-ink-2 wrap-anywhere">{domain}</span> : null}
          {record ? <Leads finding={finding} /> : null}
        </div>
        <span className="flex items-center gap-3 text-13 tabular-nums" aria-hidden="true">
          <Icon name="arrow" size={14} className="text-ink-3" />
          {insidePort ?? "?"}
        </span>
        <span className="sr-only">{network("ports.leadsTo", { port: insidePort ?? "?" })}</span>
        <RemoveKey
          operation={operation}
          kind="unbind-domain"
          id={row.id}
          name={t("unbind")}
          title={t("unbindTitle", { domain: written ?? domain })}
          text={t("unbindText")}
          whyId={whyId}
        />
      </div>
      {record && finding?.state !== "here" ? (
        <DnsRecordLine
          type={record.type}
          name={written ? `${record.name} (${written})` : record.name}
          value={record.value}
          line={dnsLine(record)}
          copy={t("copyRecord")}
        />
      ) : null}
    </li>
  );
}

const SIGNS = {
  here: "running",
  partly: "attention",
  elsewhere: "attention",
  none: "off",
} as const satisfies Record<DnsFinding["state"], Sign>;

/** Where the name leads by DNS, once that is known; one line in any case, so that nothing moves when it comes. */
function Leads({ finding }: { finding: DnsFinding | null }) {
  const t = useTranslations("network.domains");
  const list = useFormatter();
  if (!finding) {
    return <span className="text-13 text-ink-2">{t("record")}</span>;
  }
  const { state, addresses } = finding;
  return (
    <span className="flex items-start gap-2 text-13 text-ink-2" data-dns={state} role="status">
      <StateDot sign={SIGNS[state]} className="mt-0.75" />
      <span>{t(`dns.${state}`, { addresses: list.list(addresses) })}</span>
    </span>
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
  const domains = rows?.flatMap(({ domain, record }) => (record ? [domain] : [])) ?? [];
  const key = isChecked ? domains.join(" ") : "";
  const isSettled = (findings: DnsView["findings"] = {}) =>
    domains.every((domain) => findings[domain]?.state === "here");
  const { data, isFetching, refetch } = useQuery({
    queryKey: ["dns", vmId, key],
    enabled: key !== "",
    queryFn: ({ signal }) => read(vmId, signal),
    staleTime: 0,
    refetchOnWindowFocus: ({ state }) => !isSettled(state.data),
    placeholderData: keepPreviousData,
  });
  return {
    findings: data ?? {},
    asking: isFetching,
    again: key === "" || isSettled(data) ? null : () => void refetch(),
  };
}

async function read(vmId: string, signal: AbortSignal): Promise<DnsView["findings"]> {
  const response = await fetch(`/api/hosts/${vmId}/dns`, { signal });
  if (!response.ok) {
    throw new Error(String(response.status));
  }
  const { findings }: DnsView = await response.json();
  return findings;
}

const USUAL_PORT = "80";

function BindDomainForm({ list }: { list: DomainList }) {
  const w = useTranslations("words");
  const _t = useTranslations("network.domains");
  const operations = useTranslations("operations");
  const operation = useHostOperation();
  const { form, result } = operation;
  const [domain, setDomain] = useState("");
  const [port, setPort] = useState(USUAL_PORT);
  const why = useBlockedWhy(operation, "bind-domain", useListWhy(list));
  useEffect(() => {
    if (result?.ok) {
      setDomain("");
      setPort(USUAL_PORT);
    }
  }, [result]);
  return (
    <AnswerForm {...form("bind-domain")} className="flex flex-col gap-3 px-4 py-4 md:px-5">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <span className="min-w-52 flex-1">
          <TextField
            label={w("domain")}
            name="domain"
            value={domain}
            onChange={(event) => setDomain(event.target.value)}
            placeholder="www.example.com"
            inputMode="url"
            autoComplete="off"
            verbatim
            maxLength={1024}
          />
        </span>
        <span className="w-36">
          <PortField label={w("internalPort")} value={port} onChange={setPort} placeholder="1–65535" />
        </span>
        <SubmitButton icon="plus" className="mt-6.5" {...why.key}>
          {operations("kind.bind-domain")}
        </SubmitButton>
      </div>
      {why.line}
      <FormProblem result={result} className="" />
      {result && !result.ok && result.txtRecord ? (
        <DomainProof domain={domain.trim()} record={result.txtRecord} />
      ) : null}
    </AnswerForm>
  );
}

/** The record that proves a name. */
function DomainProof({ domain, record }: { domain: string; record: TxtRecord }) {
  const t = useTranslations("network.domains");
  return (
    <section className="flex flex-col gap-2" aria-label={t("proofLabel", { domain })}>
      <p role="status" className="text-13 text-ink-2">
        {t("proof", { domain })}
      </p>
      <DnsRecordLine
        type="TXT"
        name={record.name}
        value={record.value}
        line={txtLine(record)}
        copy={t("copyProof")}
      />
    </section>
  );
}
