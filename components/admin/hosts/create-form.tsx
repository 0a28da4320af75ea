"use client";

import { useTranslations } from "next-intl";
import type { ComponentProps, ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button-link";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { NoticeLine } from "@/components/ui/notice-line";
import { DescriptionList } from "@/components/ui/page/facts";
import { CopyLine } from "@/components/ui/well";
import type { CreatedHostView } from "@/lib/fleet/hosts/created-host";
import { CreateSummary } from "./create-summary";

interface CreateFormProps {
  action: FormAction<{ created: CreatedHostView }>;
  submit: string;
  seed: string;
  summary: ComponentProps<typeof CreateSummary>;
  /** Under the key. */
  note: string;
  children: ReactNode;
}

/** The steps of a new host beside what they come to; once it is made, what it is and its password stand in their place. */
export function CreateForm({ summary, note, ...props }: CreateFormProps) {
  return (
    <Form
      {...props}
      variant="primary"
      className="contents"
      keysClass="rounded-lg border border-line bg-card p-4 grid content-start gap-4 md:p-5 lg:sticky lg:top-6 lg:col-start-2 lg:row-span-3 lg:row-start-1"
      submitClass="w-full"
      beside={<CreateSummary {...summary} />}
      below={<p className="text-13 text-ink-2 max-lg:hidden">{note}</p>}
      after={(result) => (result.created ? <CreatedHost host={result.created} /> : null)}
    />
  );
}

/** The one place where a new host's password stands: gone with the page. */
function CreatedHost({ host }: { host: CreatedHostView }) {
  const w = useTranslations("words");
  const t = useTranslations("fleet-created");
  const { orderId, vmId, name, owner, password, addresses, how } = host;
  const facts: [string, string][] = [
    [w("hostId"), vmId ?? w("unknown")],
    [w("customerNumber"), owner],
    [w("addresses"), addresses.join(", ") || w("unknown")],
  ];
  return (
    <section
      className="grid gap-4 rounded-lg border border-line bg-card p-4 md:p-5"
      data-created={vmId ?? ""}
      data-how={how}
    >
      <NoticeLine tone={how === "answered" ? "run" : "busy"} role="status">
        <b>{t(`title.${how}`, { name })}</b>
      </NoticeLine>
      <DescriptionList facts={facts} />
      {password === null ? (
        <p>{t(how === "earlier" ? "shownBefore" : "passwordUnknown")}</p>
      ) : (
        <div data-password>
          <h3 className="mb-2">{w("password")}</h3>
          <CopyLine value={password} label={w("copyPassword")} />
          <p className="mt-2 text-ink-2">{w("shownOnce")}</p>
        </div>
      )}
      <div className="flex flex-wrap gap-3">
        {vmId ? (
          <>
            <ButtonLink href={`/hosts/${vmId}`} variant="primary" plainLink>
              {t("open")}
            </ButtonLink>
            <ButtonLink href={`/admin/hosts/${vmId}`} plainLink>
              {w("openHost")}
            </ButtonLink>
          </>
        ) : (
          <ButtonLink href={`/admin/activity?source=operations&open=${orderId}`} plainLink>
            {w("openOperation")}
          </ButtonLink>
        )}
        <ButtonLink href={`/admin/customers/${encodeURIComponent(owner)}`} plainLink>
          {w("openCustomer")}
        </ButtonLink>
        <ButtonLink href={`/admin/hosts/new?owner=${encodeURIComponent(owner)}`} variant="ghost" plainLink>
          {t("another")}
        </ButtonLink>
      </div>
    </section>
  );
}
