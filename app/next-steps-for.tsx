import type { ReactNode } from "react";
import { NextStepsAround } from "@/components/hosts/operate/next-step";
import { isStaff, type Viewer } from "@/lib/accounts/sessions/viewer";
import { providerView } from "@/lib/provider/settings";

/** Where the provider sends this viewer, and what it is called: around every page that tells what to do next. */
export async function NextStepsFor({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  const { name: provider, pay, order, support } = await providerView();
  const customer = viewer.userId;
  // Where a customer pays and asks for help is no next step of staff.
  const steps = isStaff(viewer)
    ? { provider, pay: null, support: null, customer, order: null }
    : { provider, pay, support, customer, order };
  return <NextStepsAround steps={steps}>{children}</NextStepsAround>;
}
