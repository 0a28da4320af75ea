"use client";

import { useTranslations } from "next-intl";
import { AnswerForm } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { DescriptionList } from "@/components/ui/page/facts";
import { Address } from "@/components/ui/well";
import type { NetworkView } from "@/lib/hosts/network/network-view";
import { Card } from "../../ui/card";
import { LookAgain } from "../list-fault";
import { useHostOperation } from "../operate/use-host-operation";
import { TrafficCard } from "../overview/traffic-card";
import { useSheet } from "../sheet-context";
import { DomainsCard } from "./domains-card";
import { FormProblem } from "./form-problem";
import { PortsCard } from "./ports-card";
import { useBlockedWhy } from "./use-blocked-why";

interface NetworkPageProps {
  view: NetworkView;
}

/** Left what one works with: ports and domains behind a shared address, the traffic. Right the addresses. */
export function NetworkPage({ view }: NetworkPageProps) {
  const { reach, ports, domains } = view;
  const { host } = useSheet();
  return (
    <div className="grid items-start gap-4 md:gap-5 lg:grid-cols-[minmax(0,1fr)_280px] xl:grid-cols-[minmax(0,1fr)_320px]">
      <div className="flex min-w-0 flex-col gap-4 md:gap-5">
        {reach === "shared" ? (
          <>
            <LookAgain problems={[ports.problem, domains.problem]} />
            <PortsCard list={ports} />
            <DomainsCard list={domains} />
            <TrafficCard host={host} />
          </>
        ) : (
          <>
            <TrafficCard host={host} />
            <NotShared view={view} />
          </>
        )}
      </div>
      <div className="flex min-w-0 flex-col gap-4 md:gap-5">
        <AddressesCard view={view} />
        <ReapplyCard />
      </div>
    </div>
  );
}

/** Where people look for ports and domains and there is nothing to map. */
function NotShared({ view: { reach, reachProblem, addresses, addressProblem } }: NetworkPageProps) {
  const w = useTranslations("words");
  const t = useTranslations("network.notShared");
  const text = reach !== "own" ? "unknown" : addresses.length > 0 || addressProblem ? "text" : "textNone";
  return (
    <Card title={w("portsAndDomains")}>
      <p className="text-13 text-ink-2">
        {reachProblem?.kind === "unreadable" ? t("unreadable", { what: reachProblem.what }) : t(text)}
      </p>
    </Card>
  );
}

/** Every address, each with what a person who sets up a network by hand asks for beside it. */
function AddressesCard({ view: { addresses, addressProblem: problem, mac } }: NetworkPageProps) {
  const w = useTranslations("words");
  const t = useTranslations("network");
  const hosts = useTranslations("hosts");
  const note =
    problem?.kind === "unreadable"
      ? t("addresses.unreadable", { what: problem.what })
      : problem
        ? t("addresses.notTold")
        : addresses.length === 0
          ? hosts("noAddress")
          : null;
  return (
    <Card title={w("addresses")} tight>
      {note ? <p className="pb-2 text-13 text-ink-2">{note}</p> : null}
      <DescriptionList
        nameClass="w-24"
        facts={[
          ...addresses.map(
            ({ address, kind, ...beside }) =>
              [
                kind === "shared"
                  ? w("sharedIpv4")
                  : kind === "inside"
                    ? w("privateIpv4")
                    : kind === "ipv4"
                      ? "IPv4"
                      : "IPv6",
                <span key={address}>
                  <Address value={address} copyLabel={w("copyAddress")} />
                  {(["netmask", "gateway"] as const).map((name) =>
                    beside[name] ? (
                      <span key={name} className="block text-12 text-ink-3">
                        {t(`addresses.${name}`)} {beside[name]}
                      </span>
                    ) : null,
                  )}
                </span>,
              ] as const,
          ),
          ["MAC", mac ? <Address key="mac" value={mac} copyLabel={w("copyMac")} /> : null],
        ]}
      />
    </Card>
  );
}

function ReapplyCard() {
  const t = useTranslations("network.reapply");
  const operations = useTranslations("operations");
  const operation = useHostOperation();
  const why = useBlockedWhy(operation, "reapply-addresses");
  return (
    <Card title={t("title")}>
      <p className="mb-3 text-13 text-ink-2">{t("text")}</p>
      <AnswerForm {...operation.form("reapply-addresses")}>
        <SubmitButton icon="again" className="w-full" {...why.key}>
          {operations("kind.reapply-addresses")}
        </SubmitButton>
        {why.line}
        <FormProblem result={operation.result} />
      </AnswerForm>
    </Card>
  );
}
