import { redirect } from "next/navigation";
import { homeOf } from "@/lib/accounts/safe-path";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";

export default async function StartPage() {
  redirect(homeOf((await requireViewer()).role));
}
