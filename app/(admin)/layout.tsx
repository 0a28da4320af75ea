import type { ReactNode } from "react";
import { SignedInFrame } from "@/app/signed-in-frame";
import "@/components/admin/admin.css";
import { requireStaff } from "@/lib/accounts/current-viewer";

export default async function AdminLayout({ children }: { children: ReactNode }) {
  return <SignedInFrame viewer={await requireStaff()}>{children}</SignedInFrame>;
}
