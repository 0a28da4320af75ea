import { notFound } from "next/navigation";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { leadTo } from "@/lib/response-status";

/** From an old address to the part of the account's page that is there now; out of reach of whoever looks through other eyes. */
export async function leadToOwn(part: "password" | "notifications" | "api" | "new-token"): Promise<never> {
  const viewer = await requireViewer();
  if (viewer.view) {
    notFound();
  }
  leadTo(`/account#${part}`);
}
