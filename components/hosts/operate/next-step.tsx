"use client";

import { useTranslations } from "next-intl";
import { createContext, type ReactNode, use } from "react";
import { ButtonLink } from "@/components/ui/button-link";
import type { HostView } from "@/lib/hosts/host-view";
import { fillLink } from "@/lib/provider/fill-link";

/**
 * Where the provider sends a customer: links that may stand in a page, null where there is none. With places in them
 * (`fillLink`): each host has links of its own.
 */
export interface NextSteps {
  pay: string | null;
  order: string | null;
  support: string | null;
  /** The customer's number. */
  customer: string | null;
  /** The provider's name. */
  provider: string;
}

const Context = createContext<NextSteps>({
  pay: null,
  order: null,
  support: null,
  customer: null,
  provider: "",
});

export function NextStepsAround({ steps, children }: { steps: NextSteps; children: ReactNode }) {
  return <Context value={steps}>{children}</Context>;
}

export const useNextSteps = (): NextSteps => use(Context);

/** Where to ask about that host, or that operation of it; null where the provider set no link. */
export function useSupport(about: { host?: string; operation?: string } = {}): string | null {
  const { support, customer } = useNextSteps();
  return support && fillLink(support, { ...about, customer });
}

type Stuck = Pick<HostView, "id" | "state" | "guest" | "renewUrl">;

/** What a customer can do about a state that only the provider can end. Bills are the owner's alone. */
export function useNextStep({
  id,
  state,
  guest,
  renewUrl,
}: Stuck): { href: string; way: "pay" | "order" | "support" } | null {
  const { pay, order, customer } = useNextSteps();
  const support = useSupport({ host: id });
  if (state === "suspended" || state === "out-of-traffic" || state === "over-traffic") {
    const way = state === "suspended" ? "pay" : "order";
    const pattern = way === "pay" ? (renewUrl ?? pay) : order;
    if (pattern && !guest) {
      return { href: fillLink(pattern, { customer, host: id }), way };
    }
  } else if (state !== "locked" && state !== "setup-failed") {
    return null;
  }
  return support ? { href: support, way: "support" } : null;
}

/** As a key, of a row as a plain one and on a desk alone; nothing where the state needs none, or the provider set no link. */
export function NextStepKey({ host, row }: { host: Stuck; row?: true }) {
  const t = useTranslations("host.stateCard.way");
  const w = useTranslations("words");
  const step = useNextStep(host);
  return step ? (
    <ButtonLink href={step.href} plainLink {...(row && { variant: "ghost", className: "max-md:hidden" })}>
      {step.way === "support" ? w("contactSupport") : t(`${step.way}.key`)}
    </ButtonLink>
  ) : null;
}
