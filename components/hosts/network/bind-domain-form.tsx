import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { AnswerForm } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { TextField } from "@/components/ui/form/text-field";
import { type DomainList, type TxtRecord, txtLine } from "@/lib/hosts/network/network-view";
import { useHostOperation } from "../operate/use-host-operation";
import { DnsRecordLine } from "./dns-record";
import { FormProblem } from "./form-problem";
import { useListWhy } from "./mappings";
import { PortField } from "./port-field";
import { useBlockedWhy } from "./use-blocked-why";

const USUAL_PORT = "80";

export function BindDomainForm({ list }: { list: DomainList }) {
  const w = useTranslations("words");
  const t = useTranslations("network.domains");
  const operations = useTranslations("operations");
  const range = useTranslations("network.ports")("range");
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
            placeholder={t("example")}
            inputMode="url"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={1024}
          />
        </span>
        <span className="w-36">
          <PortField label={w("internalPort")} value={port} onChange={setPort} placeholder={range} />
        </span>
        <SubmitButton
          icon="plus"
          className="mt-6.5"
          aria-disabled={why.off || undefined}
          aria-describedby={why.id}
        >
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
