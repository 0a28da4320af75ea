import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { Button } from "@/components/ui/button";
import { AnswerForm } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Icon } from "@/components/ui/icon";
import { Address } from "@/components/ui/well";
import { COMMON_SERVICES, serviceOf } from "@/lib/hosts/network/inside-port";
import type { PortList, PortRow } from "@/lib/hosts/network/network-view";
import { Card } from "../../ui/card";
import { useNextSteps } from "../operate/next-step";
import { type HostOperation, useHostOperation } from "../operate/use-host-operation";
import { FormProblem } from "./form-problem";
import { MappingsNote, RemoveKey, useListWhy, useUsedOf } from "./mappings";
import { PortField } from "./port-field";
import { useBlockedWhy } from "./use-blocked-why";

export function PortsCard({ list }: { list: PortList }) {
  const t = useTranslations("network.ports");
  const network = useTranslations("network");
  const w = useTranslations("words");
  const { provider } = useNextSteps();
  const removing = useHostOperation();
  const why = useBlockedWhy(removing, "remove-port");
  const { rows, quota, problem } = list;
  const none = quota.size === "none" && !rows?.length;
  return (
    <Card title={w("ports")} meta={useUsedOf(list)} flush>
      <MappingsNote problem={problem} text={none ? network("noneInPlan", { provider }) : null} />
      {rows?.length ? (
        <ul aria-label={t("label")}>
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
      <div className="px-4 empty:hidden md:px-5">
        <FormProblem result={removing.result} gone={null} />
      </div>
      <span className="sr-only">{why.line}</span>
      {none ? null : <AddPort list={list} />}
    </Card>
  );
}

function Row({ row, operation, whyId }: { row: PortRow; operation: HostOperation; whyId: string }) {
  const w = useTranslations("words");
  const t = useTranslations("network.ports");
  const { publicAddress, publicPort, insidePort } = row;
  return (
    <li
      data-mapping={row.id ?? undefined}
      className="flex min-h-11 items-center gap-3 border-line border-b px-4 py-1.5 text-13 md:px-5"
    >
      <span className="min-w-0 md:w-52">
        {publicPort === null ? (
          (publicAddress ?? "—")
        ) : publicAddress === null ? (
          <Address value={String(publicPort)} copyLabel={t("copyPort")} />
        ) : (
          <Address value={withPort(publicAddress, publicPort)} copyLabel={w("copyAddressAndPort")} />
        )}
      </span>
      <span className="flex w-16 items-center gap-3 tabular-nums" aria-hidden="true">
        <Icon name="arrow" size={14} className="text-ink-3" />
        {insidePort ?? "?"}
      </span>
      <span className="sr-only">{t("leadsTo", { port: insidePort ?? "?" })}</span>
      <span className="text-ink-2 max-md:hidden">{serviceOf(insidePort)}</span>
      <RemoveKey
        operation={operation}
        kind="remove-port"
        id={row.id}
        name={w("removeEntry")}
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

function AddPort({ list }: { list: PortList }) {
  const w = useTranslations("words");
  const t = useTranslations("network.ports");
  const operations = useTranslations("operations");
  const operation = useHostOperation();
  const { form, result } = operation;
  const [port, setPort] = useState("");
  const why = useBlockedWhy(operation, "add-port", useListWhy(list));
  useEffect(() => {
    if (result?.ok) {
      setPort("");
    }
  }, [result]);
  const mapped = list.rows?.map(({ insidePort }) => insidePort) ?? [];
  // One press adds the port; where none can be added now, it fills the number in.
  const choose = (chosen: number, own: HTMLFormElement | null) => {
    flushSync(() => setPort(String(chosen)));
    if (!why.off) {
      own?.requestSubmit();
    }
  };
  return (
    <AnswerForm {...form("add-port")} className="flex flex-col gap-3 px-4 py-4 md:px-5">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <span className="w-36">
          <PortField label={w("internalPort")} value={port} onChange={setPort} placeholder="1–65535" />
        </span>
        <SubmitButton icon="plus" className="mt-6.5" {...why.key}>
          {operations("kind.add-port")}
        </SubmitButton>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields */}
        <div role="group" aria-label={t("services")} className="flex flex-wrap gap-1.5 md:mt-6.5">
          {COMMON_SERVICES.filter((service) => !mapped.includes(service.port)).map((service) => (
            <Button
              key={service.name}
              aria-pressed={port === String(service.port)}
              onClick={({ currentTarget }) => choose(service.port, currentTarget.form)}
            >
              {service.name} <span className="font-normal text-ink-3 tabular-nums">{service.port}</span>
            </Button>
          ))}
        </div>
      </div>
      {why.line}
      <FormProblem result={result} className="" />
    </AnswerForm>
  );
}
